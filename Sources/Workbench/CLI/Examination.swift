// What `doctor` looks at.

import Checks
import Curriculum
import Foundation

/// A look at this machine.
struct Examination {
  /// One line of the result.
  struct Finding {
    let name: String
    let fact: String
    /// What to do; nil when all is well.
    var cure: String?
    /// Whether lessons cannot be done without it.
    var isFatal = false

    var mark: String { cure == nil ? "ok   " : isFatal ? "FAIL " : "note " }
  }

  private let context: Context

  init(_ context: Context) { self.context = context }

  func findings() async -> [Finding] {
    [swift, git, qemu, kvm, workspace]
  }

  private var swift: Finding {
    let cure = "install Swift 6.3 from swift.org and put its usr/bin on PATH"
    guard let result = try? External.run("swiftc", ["--version"]), result.status == 0 else {
      return Finding(name: "Swift", fact: "missing", cure: cure, isFatal: true)
    }
    let line = result.output.split(separator: "\n").first.map(String.init) ?? ""
    guard line.contains("version 6.3") else {
      return Finding(name: "Swift", fact: line, cure: cure, isFatal: true)
    }
    return Finding(name: "Swift", fact: line)
  }

  private var git: Finding { program("git", "git", ["--version"]) }

  private var qemu: Finding {
    program("qemu-system-x86_64", "qemu-system-x86", ["--version"])
  }

  private func program(_ name: String, _ package: String, _ arguments: [String]) -> Finding {
    guard let result = try? External.run(name, arguments), result.status == 0 else {
      return Finding(
        name: name, fact: "missing", cure: "apt-get install \(package)", isFatal: true)
    }
    let line = result.output.split(separator: "\n").first.map(String.init) ?? ""
    return Finding(name: name, fact: line)
  }

  private var kvm: Finding {
    let slower = "not needed: virtual machines are emulated, which is slower"
    guard access("/dev/kvm", F_OK) == 0 else {
      return Finding(name: "KVM", fact: "no /dev/kvm", cure: slower)
    }
    guard access("/dev/kvm", R_OK | W_OK) == 0 else {
      return Finding(
        name: "KVM", fact: "/dev/kvm is forbidden",
        cure: "sudo usermod -aG kvm $USER, then log in again (\(slower))")
    }
    return Finding(name: "KVM", fact: "/dev/kvm can be opened")
  }

  private var workspace: Finding {
    let directory = context.workspace.directory
    do {
      try context.workspace.probe()
      return Finding(name: "workspace", fact: context.short(directory))
    } catch {
      return Finding(
        name: "workspace", fact: context.short(directory), cure: error.message, isFatal: true)
    }
  }
}

// What `mirador doctor` finds out about the host. It looks and runs harmless programs
// (`--version`, an empty namespace); it changes nothing and boots nothing.

import Foundation
import Processes

/// The examination of a host. Every place it looks at can be replaced, so that tests simulate
/// machines that lack something.
public struct HostFacts: Sendable {
  public var search: SearchPath
  /// The KVM device.
  public var device: String
  /// A directory on the disk that builds use.
  public var disk: URL

  public init(
    search: SearchPath = .environment, device: String = KvmDevice.path,
    disk: URL = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
  ) {
    self.search = search
    self.device = device
    self.disk = disk
  }

  /// All findings, always the same names in the same order.
  public func findings() async -> [Finding] {
    var findings = [await swift()]
    for program in ["clang", "ld.lld"] {
      findings.append(
        tool(program, ifMissing: .missing, "it comes with the Swift toolchain: reinstall that"))
    }
    findings.append(
      tool(
        "llvm-symbolizer", ifMissing: .warning,
        "backtraces show addresses without it; install it with: apt-get install llvm"))
    findings.append(await qemu())
    findings.append(kvm())
    findings.append(await namespaces())
    findings.append(freeSpace(Self.available(at: disk)))
    return findings
  }
}

extension HostFacts {
  private func swift() async -> Finding {
    let fix = "install Swift 6.3 from https://www.swift.org/install and put it on PATH"
    guard let path = search.find("swiftc") else {
      return Finding("swiftc", .missing, "not found on PATH", fix: fix)
    }
    guard let answer = try? await Helper.run(path, ["--version"]),
      let version = Self.swiftVersion(in: answer.output + answer.errors)
    else { return Finding("swiftc", .missing, "\(path) does not tell its version", fix: fix) }
    guard version.starts(with: [6, 3]) else {
      let words = version.map(String.init).joined(separator: ".")
      return Finding("swiftc", .missing, "\(words) at \(path); Mirador needs 6.3", fix: fix)
    }
    let words = version.map(String.init).joined(separator: ".")
    return Finding("swiftc", .ok, "\(words) at \(path)")
  }

  /// The numbers after `Swift version`; nil when there are fewer than two.
  static func swiftVersion(in output: String) -> [Int]? {
    guard let mark = output.range(of: "Swift version ") else { return nil }
    let number = output[mark.upperBound...].prefix { $0.isNumber || $0 == "." }
    let parts = number.split(separator: ".").compactMap { Int($0) }
    return parts.count >= 2 ? parts : nil
  }

  private func tool(_ name: String, ifMissing status: Finding.Status, _ fix: String) -> Finding {
    guard let path = search.find(name, beside: "swiftc") else {
      return Finding(name, status, "not found beside swiftc or on PATH", fix: fix)
    }
    return Finding(name, .ok, path)
  }

  private func qemu() async -> Finding {
    do {
      let qemu = try await Qemu.find(in: search)
      let detail = "\(qemu.version) at \(qemu.path)"
      guard qemu.version < Qemu.oldest else { return Finding(Qemu.program, .ok, detail) }
      return Finding(
        Qemu.program, .warning, "\(detail); tested from \(Qemu.oldest) on",
        fix: "install a newer one if virtual machines do not start")
    } catch {
      return Finding(
        Qemu.program, .missing, error.description,
        fix: "apt-get install qemu-system-x86; only the target unix works without")
    }
  }

  private func kvm() -> Finding {
    switch KvmDevice.obstacle(at: device) {
    case nil: Finding("KVM", .ok, "\(device) can be opened; the first boot shows what it can do")
    case .absent:
      Finding(
        "KVM", .warning, "there is no \(device): virtual machines are emulated",
        fix: "enable virtualization in the firmware or in the hypervisor above for speed")
    case .forbidden(let why), .unable(let why):
      Finding(
        "KVM", .warning, "\(device) cannot be opened (\(why)): virtual machines are emulated",
        fix: "add yourself to group kvm for speed: usermod -aG kvm NAME, then log in again")
    }
  }

  private func namespaces() async -> Finding {
    let name = "user namespaces"
    let fix =
      "sysctl -w kernel.unprivileged_userns_clone=1 "
      + "user.max_user_namespaces=10000, or use the gateway that needs none"
    guard let unshare = search.find("unshare") else {
      return Finding(name, .warning, "unshare was not found", fix: "apt-get install util-linux")
    }
    guard let answer = try? await Helper.run(unshare, ["-Urn", unshare, "--version"]),
      answer.end == .exited(0)
    else { return Finding(name, .warning, "not permitted here", fix: fix) }
    return Finding(name, .ok, "a private network namespace can be made")
  }

  /// - Parameter bytes: nil: unknown.
  func freeSpace(_ bytes: Int?) -> Finding {
    let name = "disk space"
    guard let bytes else {
      return Finding(
        name, .warning, "the free space of \(disk.path) cannot be read",
        fix: "check that the directory exists")
    }
    let detail = "\(bytes >> 20) MB free at \(disk.path)"
    if bytes >= 2 << 30 { return Finding(name, .ok, detail) }
    let status: Finding.Status = bytes < 300 << 20 ? .missing : .warning
    return Finding(name, status, detail, fix: "free some space: a full build takes about 2 GB")
  }

  private static func available(at directory: URL) -> Int? {
    var info = statvfs()
    guard statvfs(directory.path, &info) == 0 else { return nil }
    return Int(info.f_bavail) * Int(info.f_frsize)
  }
}

// What `doctor` looks at: the host, as Machines sees it, and what the command line needs beside it.

import Checks
import Curriculum
import Foundation
import Machines

/// An examination of this machine.
struct Examination {
  private let context: Context

  init(_ context: Context) { self.context = context }

  func findings() async -> [Finding] {
    await HostFacts(disk: context.root).findings() + [git, workspace]
  }

  private var git: Finding {
    guard let result = try? External.run("git", ["--version"]), result.status == 0 else {
      return Finding("git", .missing, "not found on PATH", fix: "apt-get install git")
    }
    return Finding("git", .ok, result.output.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private var workspace: Finding {
    let directory = context.short(context.workspace.directory)
    do {
      try context.workspace.probe()
      return Finding("workspace", .ok, directory)
    } catch {
      return Finding("workspace", .missing, directory, fix: error.message)
    }
  }
}

extension Finding {
  /// The word at the beginning of its line.
  var mark: String {
    switch status {
    case .ok: "ok   "
    case .warning: "note "
    case .missing: "FAIL "
    }
  }
}

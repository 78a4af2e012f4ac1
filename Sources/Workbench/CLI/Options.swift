import ArgumentParser
import Checks
import Configure
import Foundation
import Machines

extension Target: ExpressibleByArgument {}

/// Which targets a command is about.
enum TargetChoice: String, ExpressibleByArgument, CaseIterable {
  case unix, virtio, all

  /// The chosen ones of those that a lesson has.
  func targets(of all: [Target]) -> [Target] {
    guard let one = Target(rawValue: rawValue) else { return all }
    return all.filter { $0 == one }
  }
}

/// How a virtual machine is to be run.
enum AcceleratorChoice: String, ExpressibleByArgument, CaseIterable {
  case kvm, tcg, auto

  /// Nil: what the host can do.
  var accelerator: Accelerator? { Accelerator(rawValue: rawValue) }
}

/// Where the learner's work is.
struct WorkspaceOption: ParsableArguments {
  @Option(
    name: .customLong("dir"),
    help: ArgumentHelp(
      "A workspace, or a directory that holds a config.swift itself.", valueName: "dir"),
    completion: .directory)
  var directory: String?
}

// A unikernel as it will be on one target: choices are made, defaults are settled, devices are in the order
// in which they are connected. Everything that is generated (main, manifest, graphs) is made from this.

import Arguments
import Configure

/// A unikernel, resolved for a target.
public struct Composition: Sendable, Equatable {
  public let name: String
  public let target: Target
  /// The line of config.swift that declares the unikernel.
  public let line: Int
  /// What the unikernel uses on this target, each after everything that it is made of.
  public internal(set) var devices: [Part] = []
  /// What it understands at boot beside the runtime's own, in the order of the generated table.
  public internal(set) var arguments: [ArgumentDeclaration] = []
  public internal(set) var jobs: [JobDeclaration] = []
  public let libraries: [Library]
  /// The inspector's port, among the devices; nil: there is no inspector.
  public internal(set) var inspector: Int?
  /// The flag that asks for the heap's report, among the arguments; nil: there is none.
  public internal(set) var heapReport: Int?

  init(name: String, target: Target, line: Int, libraries: [Library]) {
    self.name = name
    self.target = target
    self.line = line
    self.libraries = libraries
  }

  /// A device on this target.
  public struct Part: Sendable, Equatable {
    /// The variable that holds it in the generated main; unique.
    public let variable: String
    /// The type under which the application sees it.
    public let type: String
    /// What makes it. Indices refer to `devices` and `arguments` of the composition.
    public let call: DeviceDeclaration.Call
    /// The line of config.swift; 0 when it is not made there but named as a need.
    public let line: Int
  }

  /// Whether `start` wants the words among the boot arguments.
  public var takesWords: Bool { uses(.arguments) }

  /// Whether some job is given this.
  public func uses(_ fact: Fact) -> Bool {
    jobs.contains { $0.parameters.contains { $0.source == .fact(fact) } }
  }

  /// Folders that become part of the image, each once, in the order of first use.
  public var folders: [String] {
    var folders: [String] = []
    for case .folder(let path) in devices.flatMap({ $0.call.inputs.map(\.source) })
    where !folders.contains(path) {
      folders.append(path)
    }
    return folders
  }
}

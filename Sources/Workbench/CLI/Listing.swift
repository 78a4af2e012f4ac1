// A unikernel that `mirador run` runs, made known to `mirador ps` and `mirador console`. Where that cannot be,
// it runs all the same, and one line says why nobody can look into it.

import Checks
import Foundation
import Inspect
import Machines
import Manifest

import enum Configure.Target
import struct Configure.Unikernel

/// An entry among the running unikernels, and the holder of the inspector's port.
final class Listing: Sendable {
  private let registry: InstanceRegistry
  private let instance: Instance?
  private let relay: InspectorRelay?
  /// What the machine is to be given.
  let ports: [MachinePort]

  init(_ artifact: Artifact, _ request: BootRequest) {
    let registry = InstanceRegistry(environment: ProcessInfo.processInfo.environment)
    self.registry = registry
    let manifest = try? ManifestNote.read(image: artifact.executable)
    let port = manifest?.wants(.port, named: Unikernel.inspectorPort) ?? false
    let instance = Instance(
      name: Listing.name(artifact, request.arguments), target: artifact.target,
      accelerator: request.accelerator.map(\.rawValue), image: artifact.executable,
      symbols: artifact.symbols, since: Date())
    do throws(InspectFailure) {
      let entered = try registry.enter(instance, hasInspector: port)
      do throws(InspectFailure) {
        relay = try entered.socket.map { path throws(InspectFailure) in
          try InspectorRelay(at: path)
        }
      } catch {
        registry.remove(entered)
        throw error
      }
      self.instance = entered
      ports =
        relay.map { [MachinePort(Unikernel.inspectorPort, .descriptor($0.machineEnd))] } ?? []
    } catch {
      if port { Output.error("No console can look into it. \(error.reason)") }
      self.instance = nil
      relay = nil
      ports = []
    }
  }

  /// The machine has ended.
  func end() {
    relay?.stop()
    if let instance { registry.remove(instance) }
  }

  /// `--name` of the boot, as the unikernel reads it: the last one counts.
  private static func name(_ artifact: Artifact, _ arguments: [String]) -> String {
    var name = artifact.unikernel.name
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { break }
      if argument.hasPrefix("--name=") { name = String(argument.dropFirst(7)) }
      if argument == "--name", index + 1 < arguments.count { name = arguments[index + 1] }
    }
    return name
  }
}

extension InspectFailure {
  fileprivate var reason: String {
    switch self {
    case .folder(let path, let reason), .socket(let path, let reason): "\(path): \(reason)"
    default: "\(self)"
    }
  }
}

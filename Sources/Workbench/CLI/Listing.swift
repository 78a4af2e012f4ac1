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
  private let server: StopServer?
  /// What the machine is to be given.
  let ports: [MachinePort]
  /// By which it is stopped to be looked at.
  let control: MachineControl

  /// - Parameter holdsCrashed: whether a unikernel that crashes is kept.
  init(_ artifact: Artifact, _ request: BootRequest, holdsCrashed: Bool) {
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
      control = Listing.control(entered, in: registry, holdsCrashed: holdsCrashed)
      server = Listing.server(entered, control)
      ports =
        relay.map { [MachinePort(Unikernel.inspectorPort, .descriptor($0.machineEnd))] } ?? []
    } catch {
      if port || holdsCrashed {
        Output.error("No console can look into it. \(error.reason)")
      }
      self.instance = nil
      control = MachineControl()
      server = nil
      relay = nil
      ports = []
    }
  }

  /// The machine has ended.
  func end() {
    server?.stop()
    relay?.stop()
    if let instance { registry.remove(instance) }
  }

  private static func control(
    _ instance: Instance, in registry: InstanceRegistry, holdsCrashed: Bool
  ) -> MachineControl {
    MachineControl(
      holdsCrashed: holdsCrashed,
      onHeld: { cause in
        registry.enterCrash(cause, of: instance)
        Output.error(
          "mirador: \(instance.name) has crashed (\(cause)) and is kept as it was then. Look at it: "
            + "./mirador console \(instance.name) --stopped   ^C here lets it go.")
      }, onRefusal: { Output.error("mirador: \($0).") })
  }

  /// Nil: nobody can stop it, and `console --stopped` says so.
  private static func server(_ instance: Instance, _ control: MachineControl) -> StopServer? {
    guard let path = instance.control else { return nil }
    do throws(InspectFailure) { return try StopServer(at: path, control) } catch {
      if control.holdsCrashed { Output.error("It cannot be looked at. \(error.reason)") }
      return nil
    }
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

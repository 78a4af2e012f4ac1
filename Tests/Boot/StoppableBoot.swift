import Foundation
import InspectionProtocol
import Processes
import Synchronization
import Testing

@testable import Inspect
@testable import Machines

/// A boot that is looked at from outside through what `mirador run` and `mirador console --stopped` use.
final class StoppableBoot: Sendable {
  let boot: LiveBoot
  let instance: Instance
  private let server: StopServer
  private let crash: Crash

  /// Filled when the machine is held.
  private final class Crash: Sendable {
    let cause = Mutex<String?>(nil)
  }

  /// - Parameter copies: whether a virtual machine's memory is copied by its monitor.
  init(
    _ place: Place, _ behaviour: String, _ number: String = "8", holds: Bool = false,
    copies: Bool = false
  ) async throws {
    try await place.require()
    let image = try await Behaviours.image(for: place.target)
    let crash = Crash()
    self.crash = crash
    let control = MachineControl(
      holdsCrashed: holds, copiesMemory: copies,
      onHeld: { cause in crash.cause.withLock { $0 = cause } }, onRefusal: { _ in })
    var instance = Instance(
      name: "behaviours", target: place.target, accelerator: place.accelerator?.rawValue,
      image: image.executable, symbols: image.symbols, since: Date())
    let path = "/tmp/mirador-stop-\(UUID().uuidString.prefix(8))"
    instance.control = path
    self.instance = instance
    server = try StopServer(at: path, control)
    boot = try await LiveBoot(place, behaviour, number, control: control)
  }

  /// Why it is held, as soon as it is.
  func crashed() async throws -> String {
    while true {
      if let cause = crash.cause.withLock({ $0 }) { return cause }
      try #require(!boot.hasEnded, "the boot ended: \(boot.console)")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Ends the boot and what looks at it.
  func end() async throws -> Transcript? {
    server.stop()
    boot.cancel()
    return try? await boot.transcript()
  }

  func session() throws -> StoppedSession { try StoppedSession(instance) }

  func ask(
    _ session: StoppedSession, _ name: String, _ arguments: [Cell] = []
  ) throws -> ConsoleAnswer {
    let declaration = try #require(session.declaration(name), "no \(name)")
    return try session.run(declaration, arguments).get()
  }

  /// Names of the functions of an answer's column of addresses, as the console shows them.
  func functions(_ answer: ConsoleAnswer) async throws -> [String] {
    let addresses = answer.rows.joined().flatMap { cell -> [UInt64] in
      switch cell {
      case .address(let address): [address]
      case .stack(let addresses): addresses
      default: []
      }
    }
    let symbols = URL(filePath: instance.symbols)
    let frames = await Symbolizer(base: Behaviours.root)
      .frames(at: [0] + addresses.map { $0 + 1 }, in: symbols)
    return frames.compactMap(\.function)
  }
}

import Configure
import Foundation
import Processes
import Synchronization
import Testing

@testable import Machines

/// Machines that are stopped, looked at, let go on, and kept when they crash.
@Suite struct MachineControlTests {
  /// Why a machine was kept, as soon as it is.
  private final class Held: Sendable {
    private let state = Mutex<String?>(nil)
    let isOver = Atomic<Bool>(false)
    func tell(_ cause: String) { state.withLock { $0 = cause } }
    var cause: String? { state.withLock { $0 } }
  }

  /// Boots with a control that keeps what crashes; when it is kept, calls `body` and ends it.
  private func held(
    _ image: URL, _ target: Target = .unix, _ accelerator: Accelerator? = nil,
    _ body: (MachineControl) throws -> Void = { _ in }
  ) async throws -> (cause: String?, transcript: Transcript) {
    let held = Held()
    let control = MachineControl(holdsCrashed: true, onHeld: { held.tell($0) })
    var request = Boot(image, target: target, accelerator: accelerator)
    request.control = control
    request.budget = .seconds(60)
    let whole = request
    let running = Task {
      defer { held.isOver.store(true, ordering: .releasing) }
      return try await Machine().boot(whole)
    }
    while held.cause == nil, !held.isOver.load(ordering: .acquiring) {
      try await Task.sleep(for: .milliseconds(5))
    }
    defer { running.cancel() }
    if held.cause != nil { try body(control) }
    running.cancel()
    return (held.cause, try await running.value)
  }

  // MARK: - Processes

  @Test func aProcessThatEndsInOrderIsNotKept() async throws {
    let image = try Fixtures.process("mov $3, %edi\njmp end")
    let (cause, transcript) = try await held(image)
    #expect(cause == nil && transcript.ending == .exited(3))
  }

  @Test func aProcessThatPanicsIsKept() async throws {
    let image = try Fixtures.process(
      "mov $0x1122334455667788, %rbx\npush %rbx\nmov $255, %edi\njmp end")
    let (cause, transcript) = try await held(image) { control in
      let (machine, memory) = try control.stop()
      #expect(machine.condition == .crashed && machine.cause == Messages.trapped)
      #expect(machine.registers["rbx"] == 0x1122_3344_5566_7788)
      var word: UInt64 = 0
      let stack = try #require(machine.registers["rsp"])
      #expect(pread(memory.number, &word, 8, off_t(stack)) == 8)
      #expect(word == 0x1122_3344_5566_7788)
      // It stays.
      control.resume()
      #expect(try control.stop().0.condition == .crashed)
    }
    #expect(cause == Messages.trapped && transcript.ending == .exited(255))
  }

  @Test func aProcessThatIsKilledIsKept() async throws {
    let image = try Fixtures.process("mov $77, %r12d\nud2")
    let (cause, transcript) = try await held(image) { control in
      let machine = try control.stop().0
      #expect(machine.trapped?["r12"] == 77)
    }
    #expect(cause?.hasPrefix("signal \(SIGILL), ") == true, "\(cause ?? "")")
    #expect(transcript.ending == .killed(signal: Int(SIGILL)))
  }

  @Test func aProcessGoesOnAfterEachLook() async throws {
    let image = try Fixtures.process("again: inc %r12\njmp again")
    let control = MachineControl()
    var boot = Boot(image, target: .unix)
    boot.control = control
    boot.budget = .seconds(60)
    let request = boot
    let running = Task { try await Machine().boot(request) }
    var last: UInt64 = 0
    for _ in 0..<20 {
      var counted = last
      while counted <= last {
        do throws(StopFailure) {
          let (machine, _) = try control.stop()
          counted = machine.registers["r12"] ?? 0
          control.resume()
        } catch {
          // Not started yet.
          try #require(error == .gone)
        }
        try await Task.sleep(for: .milliseconds(1))
      }
      last = counted
    }
    running.cancel()
    await #expect(throws: MachineFailure.cancelled) { try await running.value }
    #expect(throws: StopFailure.gone) { try control.stop() }
  }

  // MARK: - Virtual machines

  @Test(arguments: accelerators, [0, 7, 254])
  func aMachineThatEndsInOrderIsNotKept(accelerator: Accelerator, status: Int) async throws {
    let image = try Fixtures.virtual(printing: "hello", saying: "exit \(status)\n")
    let (cause, transcript) = try await held(image, .virtio, accelerator)
    #expect(cause == nil && transcript.ending == .exited(status))
    #expect(transcript.lines.map(\.text) == ["hello"])
  }

  @Test(arguments: accelerators)
  func aMachineThatPanicsIsKept(accelerator: Accelerator) async throws {
    let image = try Fixtures.virtual(printing: "hello", saying: "exit 255\n")
    let (cause, transcript) = try await held(image, .virtio, accelerator)
    #expect(cause == Messages.trapped && transcript.ending == .exited(255))
  }

  @Test func aMachineThatIsResetIsKept() async throws {
    let image = try Fixtures.virtual("lidt nothing\nint3\nnothing: .word 0, 0, 0")
    let (cause, transcript) = try await held(image, .virtio)
    #expect(cause == Messages.guestReset && transcript.ending == .vanished(Messages.guestReset))
  }
}

import Foundation
import InspectionProtocol
import Processes
import SeededNumbers
import Testing

@testable import Inspect

/// The console's session against the unikernel's real side. One at a time: ^C is the process's.
extension OneByOne {
  @Suite struct SessionTests {
    private func session(_ guest: Guest) throws -> ConsoleSession {
      try ConsoleSession(InspectorLink(Descriptor(dup(guest.end), "dup")))
    }

    @Test func itLearnsWhatThereIs() throws {
      let guest = try Guest(boot: 99)
      defer { guest.stop() }
      let session = try session(guest)
      #expect(session.welcome.boot == 99 && session.welcome.name == "guest")
      #expect(
        session.commands.map(\.name)
          == ["arm", "disarm", "numbers", "things", "thing", "set", "forever"])
    }

    @Test func largeAnswersArriveWhole() throws {
      let guest = try Guest()
      defer { guest.stop() }
      let session = try session(guest)
      let numbers = try #require(session.declaration("numbers"))
      let answer = try session.run(numbers, [.integer(20_000)]).get()
      #expect(answer.rows == (1...20_000).map { [.integer($0)] })
      #expect(answer.outcome == .complete)
    }

    /// What an earlier session left in the stream is passed over, garbage and whole messages.
    @Test func leftoversArePassedOver() throws {
      let stale =
        ServerMessage.rows(id: 1, [[.integer(1)]]).frame.bytes.dropFirst(3)
        + [UInt8](repeating: 0xb5, count: 100)
        + ServerMessage.end(id: 1, outcome: .complete, rows: 1, work: .zero).frame.bytes
      let guest = try Guest(before: Array(stale))
      defer { guest.stop() }
      #expect(try session(guest).commands.count == 7)
    }

    @Test func refusalsComeBackAsSuch() throws {
      let guest = try Guest()
      defer { guest.stop() }
      let session = try session(guest)
      let set = try #require(session.declaration("set"))
      let refused = try session.run(set, [.text("x"), .text("info")])
      #expect(throws: InspectionFailure.self) { try refused.get() }
      let arm = try #require(session.declaration("arm"))
      _ = try session.run(arm, [.text("test")]).get()
      #expect(try session.run(set, [.text("x"), .text("info")]).get().rows == [[.text("x")]])
    }

    @Test func anInterruptCancelsTheCommandAndNothingElse() throws {
      let guest = try Guest()
      defer { guest.stop() }
      let session = try session(guest)
      InterruptFlag.install()
      Thread.detachNewThread {
        usleep(100_000)
        kill(getpid(), SIGINT)
      }
      let forever = try #require(session.declaration("forever"))
      #expect(try session.run(forever, []).get().outcome == .cancelled)
      let things = try #require(session.declaration("things"))
      #expect(try session.run(things, []).get().rows.count == 2)
    }

    @Test func anEndIsNoticed() throws {
      let guest = try Guest()
      let session = try session(guest)
      let forever = try #require(session.declaration("forever"))
      Thread.detachNewThread {
        usleep(100_000)
        shutdown(guest.end, Int32(SHUT_RDWR))
      }
      #expect(throws: InspectFailure.gone) { try session.run(forever, []) }
      guest.stop()
    }

    /// A hostile unikernel: random bytes and changed frames never trap the console.
    @Test(arguments: 0..<40)
    func hostileUnikernelsAreSurvived(seed: Int) throws {
      let (near, far) = try UnixSocket.pair()
      var random = Repeatable(state: UInt64(seed) &* 7919 &+ 1)
      let messages: [ServerMessage] = [
        .command(CommandDeclaration("x", help: "", explanation: "", columns: [Column("a", .id)])),
        .rows(id: 1, [[.text("x")]]), .failure(id: 0, InspectionFailure(.version, "other")),
        .end(id: 1, outcome: .cut, rows: .max, work: .zero), .refusal("no"),
      ]
      var bytes: [UInt8] = []
      for _ in 0..<50 {
        var frame = messages[Int.random(in: messages.indices, using: &random)].frame.bytes
        if Bool.random(using: &random) {
          frame[Int.random(in: frame.indices, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        bytes += frame
      }
      #expect(UnixSocket.send(bytes, to: far.number) == bytes.count)
      shutdown(far.number, Int32(SHUT_WR))
      #expect(throws: InspectFailure.self) { try ConsoleSession(InspectorLink(near)) }
    }

    @Test(.enabled(if: Soak.isOn)) func hostileUnikernelsAreSurvivedAtLength() async throws {
      try await Soak.seeds { try hostileUnikernelsAreSurvived(seed: $0) }
    }
  }
}

struct Repeatable: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_f491_4f6c_dd1d
  }
}

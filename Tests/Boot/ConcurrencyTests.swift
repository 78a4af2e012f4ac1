import Machines
import Testing

/// What is built on tasks, in images: the same that Tests/ConcurrencyTests sees on a clock set by hand.
@Suite struct ConcurrencyTests {
  @Test(
    arguments: Place.allCases,
    [
      ("timeout", ["body ends", "answer 42", "body ends", "timed out", "body throws"]),
      ("race", ["winner 7"]),
      ("join", ["sum 385 last 100", "pair 1 two", "one throws"]),
      ("mutex", ["count 1000"]),
      ("semaphore", ["at once 3 permits 3"]),
      ("condition", ["eaten 10 left 0"]),
      ("mailbox", ["sum 499500 order true most 3"]),
      ("broadcast", ["quick 5050 missed 0", "slow 394 missed 96"]),
      ("every", ["ticks 20 early 0 uneven 0 true"]),
    ])
  func doesWhatItSays(place: Place, part: (behaviour: String, lines: [String])) async throws {
    let transcript = try await Boots.boot(place, part.behaviour)
    #expect(transcript.texts == part.lines)
    // Tasks that are not cancelled would sleep for an hour.
    #expect(transcript.ending == .exited(0))
  }

  /// Seven waits that are cancelled, and a time limit that is kept, twenty thousand times in memory for a few
  /// thousand of any of them.
  @Test(arguments: [(Place.unix, 1), (.emulated, 2), (.accelerated, 2)])
  func whatIsCancelledLeavesNothingBehind(place: Place, mebibytes: Int) async throws {
    let transcript = try await Boots.boot(place, "churn", "20000", memory: mebibytes)
    #expect(transcript.texts == ["nothing is left, mutex true mailbox 0"])
    #expect(transcript.ending == .exited(0))
  }

  private static let hooks = ["third added", "second added", "added at the end", "first added"]

  @Test(
    arguments: Place.allCases,
    [
      ("return", ["start returns"] + hooks, 0), ("throw", ["start threw: thrown"] + hooks, 1),
      ("exit", hooks, 7),
    ])
  func hooksRunBeforeTheEnd(
    place: Place, end: (word: String, lines: [String], status: Int)
  ) async throws {
    let transcript = try await Boots.boot(place, "at-exit", end.word)
    #expect(transcript.texts == end.lines)
    #expect(transcript.ending == .exited(end.status))
  }

  @Test(arguments: Place.allCases)
  func noHookRunsAfterAPanic(place: Place) async throws {
    let transcript = try await Boots.boot(place, "at-exit", "panic")
    #expect(transcript.texts.contains("PANIC no hooks"), "\(transcript.texts)")
    #expect(!transcript.texts.contains { $0.contains("added") })
    #expect(transcript.ending == .exited(255))
  }
}

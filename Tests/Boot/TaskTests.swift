import Machines
import Testing

/// Swift's concurrency and standard library on our executor and C library.
@Suite struct TaskTests {
  @Test(
    arguments: Place.allCases,
    [
      ("task", ["sum 42"]),
      ("detached", ["sum 42"]),
      ("async-let", ["sum 42"]),
      ("group", ["sum 10100"]),
      ("group-cancel", ["cancelled 5"]),
      ("actor", ["count 1000"]),
      ("stream", (1...5).map { "number \($0)" } + ["finished"]),
      ("cancel-sleep", ["cancelled"]),
      ("cancelled-before", ["cancelled"]),
      ("many-sleepers", ["early 0"]),
      ("collections", ["squares 500 998001", "words milk tea"]),
    ])
  func doesWhatItDoesElsewhere(
    place: Place, part: (behaviour: String, lines: [String])
  ) async throws {
    let transcript = try await Boots.boot(place, part.behaviour)
    #expect(transcript.texts == part.lines)
    // Cancelled sleepers would have slept for an hour.
    #expect(transcript.ending == .exited(0))
  }

  @Test(arguments: Place.allCases)
  func sleepersWakeInTheOrderOfTheirDeadlines(place: Place) async throws {
    let transcript = try await Boots.boot(place, "order")
    #expect(transcript.texts == ["woke 20", "woke 40", "woke 60"])
  }

  @Test(arguments: Place.allCases)
  func numbersAreReckonedAsOnTheHost(place: Place) async throws {
    let transcript = try await Boots.boot(place, "numbers", "25")
    #expect(
      transcript.texts == [
        "double 3000 2000 2000 3000 2000 1581 500 500", "float80 8333", "float 833 true",
      ])
  }
}

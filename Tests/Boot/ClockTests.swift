import Foundation
import Machines
import Testing

/// The clock and sleeping, judged by the host's clock. Every bound is one that a slow or busy host
/// keeps too.
@Suite struct ClockTests {
  @Test(arguments: Place.allCases, [1, 30, 200])
  func asleepForAtLeastAsLongAsAsked(place: Place, milliseconds: Int) async throws {
    let transcript = try await Boots.boot(place, "sleep", "\(milliseconds)")
    try #require(transcript.lines.count == 2, "\(transcript.texts)")
    // The first line may have been seen late, by a busy host, the second not early.
    let seen = transcript.lines[1].at
    #expect(seen >= .milliseconds(milliseconds))
    let slept = try #require(Int(transcript.value("slept")))
    #expect(slept >= milliseconds * 1_000_000)
    #expect(transcript.duration >= .milliseconds(milliseconds))
  }

  /// Each line carries the guest's time and is stamped with the host's. A line may be stamped late
  /// but never early, so the least difference in the first and in the last lines is what counts.
  @Test(arguments: Place.allCases)
  func theGuestsSecondIsTheHosts(place: Place) async throws {
    let transcript = try await Boots.boot(place, "clock", "150")
    try #require(transcript.lines.count == 150)
    let samples = try transcript.lines.map { line in
      let guest = try #require(Double(line.text.dropFirst("now ".count))) / 1e9
      return (guest: guest, delay: line.at / .seconds(1) - guest)
    }
    #expect(zip(samples, samples.dropFirst()).allSatisfy { $0.guest < $1.guest })
    let first = try #require(samples.prefix(50).min { $0.delay < $1.delay })
    let last = try #require(samples.suffix(50).min { $0.delay < $1.delay })
    let elapsed = last.guest - first.guest
    #expect(elapsed >= 0.5)
    #expect(abs(last.delay - first.delay) < 0.05 * elapsed, "over \(elapsed) s")
  }

  @Test(arguments: Place.allCases)
  func anIdleUnikernelHalts(place: Place) async throws {
    let live = try await LiveBoot(place, "sleep", "2500")
    try await live.waits(for: "asleep")
    let before = try live.processorTime()
    let start = ContinuousClock.now
    try await Task.sleep(for: .seconds(2))
    let used = try live.processorTime() - before
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    // Measured: less than a hundredth. A spinning one takes all of a processor.
    if elapsed < 2.4 { #expect(used < 0.5 * elapsed, "\(used) s of \(elapsed) s") }
    #expect(try await live.transcript().ending == .exited(0))
  }

  @Test(arguments: Place.allCases)
  func aTaskThatYieldsForEverStarvesNoTimer(place: Place) async throws {
    let transcript = try await Boots.boot(place, "yield")
    #expect(transcript.texts == ["awake 1", "awake 2", "awake 3"])
    #expect(transcript.ending == .exited(0))
  }
}

import Foundation
import Machines
import Synchronization
import Testing

/// Unikernels that do not end as they should: each ends all the same, with the reason.
@Suite struct HostileTests {
  @Test(arguments: Place.allCases)
  func aGibibyteOfOutputIsCut(place: Place) async throws {
    // Less where each byte may be a trap into a hypervisor within a hypervisor.
    let limit = place == .accelerated ? 64 << 10 : 4 << 20
    let transcript = try await Boots.boot(place, "flood", limit: limit)
    #expect(transcript.ending == .flooded)
    // What is kept is within the limit, however fast it came.
    let kept = transcript.lines.reduce(0) { $0 + $1.text.utf8.count + 1 }
    #expect(kept > limit / 2 && kept <= limit + 1)
    #expect(transcript.ending.message().contains("printed more than its output limit"))
  }

  @Test(arguments: Place.allCases)
  func aLoopWithoutEndIsNamedAtItsTimeLimit(place: Place) async throws {
    let loop = "Waits.spin(_:) at " + (try Behaviours.line("spin"))
    let locations = try await locations(place, "spin") { $0.hasPrefix(loop) }
    #expect(locations.last?.hasPrefix(loop) == true, "\(locations)")
  }

  @Test(arguments: Place.allCases)
  func aSleepWithoutEndIsToldFromALoop(place: Place) async throws {
    let locations = try await locations(place, "sleep", "3600000") { $0.hasPrefix("waiting in ") }
    #expect(locations.last?.hasPrefix("waiting in ") == true, "\(locations)")
  }

  @Test(arguments: Place.allCases)
  func waitingForNothingIsAPanicNotAHang(place: Place) async throws {
    let transcript = try await Boots.boot(place, "halt")
    #expect(transcript.ending == .exited(255))
    #expect(
      try transcript.report().headline == "PANIC every task waits and nothing can wake one")
  }

  @Test(arguments: Place.allCases)
  func beingKilledFromOutsideIsSaid(place: Place) async throws {
    let live = try await LiveBoot(place, "sleep", "3600000")
    try await live.waits(for: "asleep")
    kill(try live.process(), SIGKILL)
    let ending = try await live.transcript().ending
    #expect(ending == .killed(signal: Int(SIGKILL)))
    #expect(ending.message().contains("killed from outside"))
  }

  /// Where boots were when they were stopped, with ever longer limits, up to the first that was
  /// where it should be: on a busy host one may be stopped before it got there.
  private func locations(
    _ place: Place, _ arguments: String..., until isThere: (String) -> Bool
  ) async throws -> [String] {
    var locations: [String] = []
    for seconds in [1, 4, 20, 60] {
      let transcript = try await Boots.boot(
        place, arguments: arguments, budget: .seconds(seconds))
      guard case .timedOut(let location) = transcript.ending else {
        Issue.record("ended as \(transcript.ending)")
        return locations
      }
      locations.append(location ?? "unknown")
      if isThere(location ?? "unknown") { return locations }
    }
    return locations
  }
}

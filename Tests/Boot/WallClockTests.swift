import Foundation
import Machines
import Testing

/// The date as a unikernel sees it, judged by the host's.
@Suite struct WallClockTests {
  @Test(arguments: Place.allCases)
  func theDateIsTheHosts(place: Place) async throws {
    let before = Date()
    let transcript = try await Boots.boot(place, "date")
    let after = Date()
    #expect(transcript.ending == .exited(0))
    let (date, again) = (
      try seconds(transcript.value("date")), try seconds(transcript.value("again"))
    )
    // A real-time clock tells whole seconds; Linux tells all.
    let tolerance = place == .unix ? 0 : 1.0
    #expect(date >= before.timeIntervalSince1970 - tolerance, "\(transcript.texts)")
    #expect(date <= after.timeIntervalSince1970 + tolerance, "\(transcript.texts)")
    #expect(again >= date && again < date + 2)
  }

  private func seconds(_ text: String) throws -> Double {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    return try #require(formatter.date(from: text), "\(text)").timeIntervalSince1970
  }
}

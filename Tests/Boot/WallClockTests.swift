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

  /// Dates that the host does not have: leap days, another century. (QEMU 7.2 itself shows 1963 when
  /// it is asked for 2099.)
  @Test(arguments: [
    "2030-12-31T23:59:57", "2024-02-29T12:00:00", "2000-02-29T00:00:00", "2085-06-29T01:02:03",
    "1970-01-01T00:00:05", "1999-12-31T23:00:00",
  ])
  func aMachineOfAnotherDateTellsThat(date: String) async throws {
    let lines = try await BareMachine.boot("date", "-rtc", "base=\(date)")
    let told = lines.first { $0.hasPrefix("date ") }
    let expected = try seconds(date + ".0Z")
    let seen = try seconds(String(#require(told, "nothing was told").dropFirst("date ".count)))
    #expect(seen >= expected - 1 && seen < expected + 60, "\(told ?? "")")
  }

  @Test func aMachineWithoutAClockIsRefusedBeforeItTellsAWrongDate() async throws {
    let lines = try await BareMachine.boot("date", "-M", "rtc=off")
    #expect(
      lines == [
        "start threw: this machine has no clock that tells the date; give it a real-time clock "
          + "(QEMU: -M microvm,rtc=on)"
      ])
  }

  private func seconds(_ text: String) throws -> Double {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    return try #require(formatter.date(from: text), "\(text)").timeIntervalSince1970
  }
}

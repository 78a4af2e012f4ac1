import Foundation
import SeededNumbers
import Testing
import Time

/// Calendar time, judged by Foundation.
@Suite struct WallTimeTests {
  private static let limits: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

  /// Random seconds of the years 0 to 9999, and those around the ends of days and years.
  private static let samples: [Int64] = {
    var random = SplitMix(state: 11)
    var samples = (0..<4000).map { _ in Int64.random(in: limits, using: &random) }
    for year in [0, 1, 4, 100, 400, 1582, 1600, 1900, 1969, 1970, 2000, 2023, 2024, 2100, 9999] {
      for (month, day) in [(1, 1), (2, 28), (3, 1), (12, 31)] {
        let start = Int64(CivilDate(year: year, month: month, day: day)!.daysSinceEpoch) * 86400
        samples += [start - 1, start, start + 86399, start + 86400].filter(limits.contains)
      }
    }
    return samples
  }()

  private static let gregorian: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "UTC")!
    return calendar
  }()

  /// What Foundation says. Its calendar is another before 1582, so it is asked for the time some
  /// multiple of 400 years later, which is a multiple of 146097 days, in the years from 2000 on.
  private static func expected(_ seconds: Int64) -> String {
    let era: Int64 = 146_097 * 86400
    var shifted = (seconds - 946_684_800) % era
    if shifted < 0 { shifted += era }
    let eras = (seconds - 946_684_800 - shifted) / era
    let parts = gregorian.dateComponents(
      [.year, .month, .day, .hour, .minute, .second],
      from: Date(timeIntervalSince1970: TimeInterval(shifted + 946_684_800)))
    return String(
      format: "%04d-%02d-%02dT%02d:%02d:%02dZ", parts.year! + 400 * Int(eras), parts.month!,
      parts.day!, parts.hour!, parts.minute!, parts.second!)
  }

  @Test func isWrittenAsFoundationWritesIt() throws {
    for seconds in Self.samples {
      #expect(try #require(WallTime(seconds: seconds)).rfc3339 == Self.expected(seconds))
    }
    // Once by its own formatter as well, where both mean the same calendar.
    let formatter = ISO8601DateFormatter()
    for seconds in Self.samples where seconds > -12_219_292_800 {
      let date = Date(timeIntervalSince1970: TimeInterval(seconds))
      #expect(try #require(WallTime(seconds: seconds)).rfc3339 == formatter.string(from: date))
    }
  }

  @Test(
    arguments: [
      (0, 0, "1970-01-01T00:00:00Z"), (1_782_743_498, 0, "2026-06-29T14:31:38Z"),
      (-1, 999_999_999, "1969-12-31T23:59:59Z"), (limits.lowerBound, 0, "0000-01-01T00:00:00Z"),
      (limits.upperBound, 999_999_999, "9999-12-31T23:59:59Z"),
      (951_782_400, 0, "2000-02-29T00:00:00Z"), (-2_203_891_201, 0, "1900-02-28T23:59:59Z"),
    ] as [(Int64, Int32, String)])
  func isWrittenAsRFC3339Wants(seconds: Int64, nanosecond: Int32, text: String) throws {
    #expect(try #require(WallTime(seconds: seconds, nanosecond: nanosecond)).rfc3339 == text)
  }

  @Test func fractionsAreCutOff() throws {
    let time = try #require(WallTime(seconds: 0, nanosecond: 987_654_321))
    #expect(time.rfc3339(fractionDigits: 3) == "1970-01-01T00:00:00.987Z")
    #expect(time.rfc3339(fractionDigits: 9) == "1970-01-01T00:00:00.987654321Z")
    #expect(time.rfc3339(fractionDigits: 12) == "1970-01-01T00:00:00.987654321Z")
    #expect(time.rfc3339(fractionDigits: -1) == "1970-01-01T00:00:00Z")
    let early = try #require(WallTime(seconds: 0, nanosecond: 7))
    #expect(early.rfc3339(fractionDigits: 9) == "1970-01-01T00:00:00.000000007Z")
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var random = SplitMix(state: 12)
    for seconds in Self.samples {
      let nanosecond = Int32.random(in: 0..<1_000_000_000, using: &random)
      let time = try #require(WallTime(seconds: seconds, nanosecond: nanosecond))
      #expect(WallTime(rfc3339: time.rfc3339(fractionDigits: 9)) == time)
      #expect(WallTime(rfc3339: time.rfc3339) == WallTime(seconds: seconds))
    }
  }

  @Test(
    arguments: [
      ("1985-04-12T23:20:50.52Z", 482_196_050, 520_000_000),
      ("1996-12-19T16:39:57-08:00", 851_042_397, 0),
      ("1990-12-31T23:59:60Z", 662_688_000, 0), ("1990-12-31T15:59:60-08:00", 662_688_000, 0),
      ("1937-01-01T12:00:27.87+00:20", -1_041_337_173, 870_000_000),
      ("1970-01-01t00:00:00z", 0, 0), ("1970-01-01T00:00:00-00:00", 0, 0),
      ("1970-01-01T00:00:00.1234567899Z", 0, 123_456_789),
    ] as [(String, Int64, Int32)])
  func theRFCsOwnExamplesAreRead(text: String, seconds: Int64, nanosecond: Int32) {
    #expect(WallTime(rfc3339: text) == WallTime(seconds: seconds, nanosecond: nanosecond))
  }

  @Test(arguments: [
    "", "1970", "1970-01-01", "1970-01-01T00:00:00", "1970-01-01T00:00Z", "1970-01-01 00:00:00Z",
    "1970-13-01T00:00:00Z", "1970-00-01T00:00:00Z", "1970-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
    "1970-01-32T00:00:00Z", "1970-01-00T00:00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z",
    "1970-01-01T00:00:61Z", "1970-01-01T12:00:60Z", "1970-01-01T00:00:00.Z",
    "1970-01-01T00:00:00+24:00", "1970-01-01T00:00:00+0100", "1970-01-01T00:00:00ZZ",
    "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "10000-01-01T00:00:00Z",
    "+970-01-01T00:00:00Z", "1970-1-01T00:00:00Z", "١٩٧٠-01-01T00:00:00Z",
  ])
  func anythingElseIsRefused(text: String) {
    #expect(WallTime(rfc3339: text) == nil)
  }

  @Test func nanosecondsAreRoundedDown() {
    #expect(WallTime(nanosecondsSinceEpoch: -1) == WallTime(seconds: -1, nanosecond: 999_999_999))
    #expect(WallTime(nanosecondsSinceEpoch: 1_500_000_000).nanosecond == 500_000_000)
    #expect(WallTime(nanosecondsSinceEpoch: .min).rfc3339 == "1677-09-21T00:12:43Z")
    #expect(WallTime(nanosecondsSinceEpoch: .max).rfc3339 == "2262-04-11T23:47:16Z")
  }

  @Test func theLimitsAreKept() throws {
    #expect(WallTime(seconds: Self.limits.lowerBound - 1) == nil)
    #expect(WallTime(seconds: Self.limits.upperBound + 1) == nil)
    #expect(WallTime(seconds: 0, nanosecond: 1_000_000_000) == nil)
    #expect(WallTime(seconds: 0, nanosecond: -1) == nil)
    let last = try #require(WallTime(seconds: Self.limits.upperBound, nanosecond: 999_999_999))
    let first = try #require(WallTime(seconds: Self.limits.lowerBound))
    #expect(last + .nanoseconds(1) == last && first + .nanoseconds(-1) == first)
    #expect(last - first == .nanoseconds(.max) && first - last == .nanoseconds(.min))
  }

  @Test func sumsAndDifferencesAgree() throws {
    var random = SplitMix(state: 13)
    for _ in 0..<2000 {
      let time = try #require(
        WallTime(
          seconds: .random(in: -1_000_000_000...4_000_000_000, using: &random),
          nanosecond: .random(in: 0..<1_000_000_000, using: &random)))
      let step = Time.Duration.nanoseconds(.random(in: -(1 << 60)...(1 << 60), using: &random))
      let later = time + step
      #expect(later - time == step)
      #expect((later < time) == (step < .zero))
    }
  }
}

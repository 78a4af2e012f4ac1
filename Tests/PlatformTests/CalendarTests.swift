import Foundation
import PlatformParts
import Testing

/// The real-time clock of a PC, simulated register by register.
@Suite struct CalendarTests {
  /// How a chip writes numbers and hours.
  struct Format: CustomTestStringConvertible {
    var isBinary: Bool
    var has24Hours: Bool
    var testDescription: String { "\(isBinary ? "binary" : "BCD"), \(has24Hours ? 24 : 12) h" }

    static let all = [true, false].flatMap { binary in
      [true, false].map { Format(isBinary: binary, has24Hours: $0) }
    }
  }

  @Test(arguments: Format.all)
  func everyFormatTellsTheSameSecond(format: Format) {
    var random = SystemRandomNumberGenerator()
    // Midnight, one, noon, and the end of the day; ends of months, leap days, ends of centuries.
    var seconds: [Int64] = [0, 3599, 3600, 43199, 43200, 46800, 86399]
    seconds += [951_782_399, 951_782_400, 951_868_799, 951_868_800, 4_107_542_400, 946_684_799]
    seconds += (0..<5000).map { _ in Int64.random(in: 0..<7_258_118_400, using: &random) }
    for second in seconds {
      var chip = Chip(second: second, format: format)
      #expect(chip.read() == second)
    }
  }

  @Test(arguments: [(99, 1999), (70, 1970), (69, 2069), (0, 2000), (26, 2026)])
  func withoutACenturyTheYearIsFrom1970To2069(short: UInt8, year: Int64) {
    for century: UInt8 in [0, 18, 100, 255] {
      let calendar = calendar(
        second: 0, minute: 0, hour: 0, day: 1, month: 1, year: short, century: century,
        status_b: UInt8(CALENDAR_BINARY) | UInt8(CALENDAR_24_HOURS))
      #expect(seconds(calendar) == calendar_days(year, 1, 1) * 86400)
    }
  }

  /// Every byte in every register: never a crash, never a date that is none.
  @Test func whatIsNoDateIsUnknown() {
    let good = Chip(second: 1_780_000_000, format: Format.all[3]).calendar
    let fields: [WritableKeyPath<calendar, UInt8>] = [
      \.second, \.minute, \.hour, \.day, \.month, \.year,
    ]
    for field in fields {
      for value in 0...UInt8.max {
        var changed = good
        changed[keyPath: field] = value
        let isDecimal = value & 15 < 10 && value >> 4 < 10
        let isKnown = seconds(changed) != .min
        if !isDecimal, field != \.hour { #expect(!isKnown) }
      }
    }
    for day: UInt8 in [0, 0x30, 0x31, 0x32] {
      var february = good
      february.month = 2
      february.day = day
      #expect(seconds(february) == .min)
    }
  }

  @Test func aLeapDayExistsInLeapYearsOnly() {
    func isKnown(_ year: UInt8, _ century: UInt8) -> Bool {
      let leapDay = calendar(
        second: 0, minute: 0, hour: 0, day: 29, month: 2, year: year, century: century, status_b: 6)
      return seconds(leapDay) != .min
    }
    #expect(isKnown(0, 20) && isKnown(24, 20) && isKnown(96, 19))
    #expect(!isKnown(0, 21) && !isKnown(26, 20) && !isKnown(0, 19))
  }

  @Test(arguments: [0xff, 0x00, 0x7f] as [UInt8])
  func aMissingOrDeadClockIsSeen(status: UInt8) {
    var chip = Chip(second: 1_000_000_000, format: Format.all[0])
    chip.statusD = status
    #expect(chip.read() == nil)
  }

  @Test func aClockThatNeverComesToRestIsGivenUp() {
    var chip = Chip(second: 1_000_000_000, format: Format.all[0])
    chip.isAlwaysUpdating = true
    #expect(chip.read() == nil)
    #expect(chip.reads <= Int(CALENDAR_TRIES) + 1)
  }

  /// The second goes on after any number of register reads: never a mixture of two times. The time is
  /// one at which every register changes.
  @Test(arguments: 1...40)
  func anUpdateAtAnyMomentTearsNothing(step: Int) {
    for format in Format.all {
      var chip = Chip(second: 946_684_799, format: format)
      chip.readsToUpdate = step
      let seen = chip.read()
      #expect(seen == 946_684_799 || seen == 946_684_800)
    }
  }

  private func seconds(_ calendar: calendar) -> Int64 {
    withUnsafePointer(to: calendar) { calendar_seconds($0) }
  }
}

/// The wall clock over such a calendar.
@Suite struct WallClockTests {
  private let second: UInt64 = 1_000_000_000

  @Test func theFirstReadingIsTheMiddleOfItsSecond() {
    var wall = wall_clock()
    #expect(wall_wants_reading(&wall, 0))
    #expect(wall_read(&wall, 0) == .min)
    wall_correct(&wall, 5 * second, 1_780_000_000)
    #expect(wall_read(&wall, 5 * second) == 1_780_000_000_500_000_000)
    #expect(wall_read(&wall, 7 * second) == 1_780_000_002_500_000_000)
    #expect(!wall_wants_reading(&wall, 64 * second))
    #expect(wall_wants_reading(&wall, 65 * second))
  }

  @Test func aReadingMovesTheTimeIntoItsSecondAndNoFurther() {
    var wall = wall_clock()
    wall_correct(&wall, 0, 1_000_000)
    // Right: nothing moves.
    wall_correct(&wall, 60 * second, 1_000_060)
    #expect(wall_read(&wall, 60 * second) == 1_000_060_500_000_000)
    // The host is ahead by 1.5 s, then behind by a day.
    wall_correct(&wall, 120 * second, 1_000_122)
    #expect(wall_read(&wall, 120 * second) == 1_000_122_000_000_000)
    wall_correct(&wall, 180 * second, 1_000_182 - 86400)
    #expect(wall_read(&wall, 180 * second) == (1_000_183 - 86400) * 1_000_000_000 - 1)
  }

  @Test func aReadingThatFailsChangesNothing() {
    var wall = wall_clock()
    wall_correct(&wall, 0, .min)
    #expect(wall_read(&wall, 10) == .min)
    #expect(!wall_wants_reading(&wall, 10))
    wall_correct(&wall, 60 * second, 1000)
    wall_correct(&wall, 120 * second, .min)
    #expect(wall_read(&wall, 120 * second) == 1_060_500_000_000)
  }

  /// The year 9999 has no place in 64 bits of nanoseconds.
  @Test(arguments: [253_402_300_799, 9_223_372_036, -1] as [Int64])
  func aDateOutOfReachIsUnknown(seconds: Int64) {
    var wall = wall_clock()
    wall_correct(&wall, 0, seconds)
    #expect(wall_read(&wall, 0) == .min)
  }

  @Test func heldAgainstAHostItStaysWithinASecond() {
    var random = SystemRandomNumberGenerator()
    // The host's clock runs 50 millionths fast.
    let start = 1_780_000_000.25
    var wall = wall_clock()
    var now: UInt64 = 0
    for _ in 0..<5000 {
      now += UInt64.random(in: 0..<30_000_000_000, using: &random)
      let truth = start + Double(now) / 1e9 * 1.00005
      if wall_wants_reading(&wall, now) { wall_correct(&wall, now, Int64(truth)) }
      #expect(abs(Double(wall_read(&wall, now)) / 1e9 - truth) < 1.01)
    }
  }
}

/// An MC146818 that counts its registers' reads.
private struct Chip {
  var statusD: UInt8 = 0x80
  var isAlwaysUpdating = false
  /// The second goes on after so many reads of registers; the chip announces it a few reads before,
  /// for a time too short for a careless reader.
  var readsToUpdate: Int?
  private(set) var reads = 0

  private var second: Int64
  private let format: CalendarTests.Format

  init(second: Int64, format: CalendarTests.Format) {
    self.second = second
    self.format = format
  }

  /// What `calendar_read` and `calendar_seconds` make of it; nil: no clock.
  mutating func read() -> Int64? {
    var calendar = PlatformParts.calendar()
    let seen = withUnsafeMutablePointer(to: &self) { chip in
      calendar_read(
        &calendar,
        { index, chip in chip!.assumingMemoryBound(to: Chip.self).pointee.register(index) }, chip)
    }
    return seen ? calendar_seconds(&calendar) : nil
  }

  private mutating func register(_ index: UInt8) -> UInt8 {
    reads += 1
    if let step = readsToUpdate, reads == step { second += 1 }
    let now = calendar
    switch Int32(index) {
    case Int32(CALENDAR_SECOND.rawValue): return now.second
    case Int32(CALENDAR_MINUTE.rawValue): return now.minute
    case Int32(CALENDAR_HOUR.rawValue): return now.hour
    case Int32(CALENDAR_DAY.rawValue): return now.day
    case Int32(CALENDAR_MONTH.rawValue): return now.month
    case Int32(CALENDAR_YEAR.rawValue): return now.year
    case Int32(CALENDAR_CENTURY.rawValue): return now.century
    case Int32(CALENDAR_STATUS_B.rawValue): return now.status_b
    case Int32(CALENDAR_STATUS_A.rawValue):
      let isSoon = readsToUpdate.map { reads < $0 && reads + 3 >= $0 } ?? false
      return isAlwaysUpdating || isSoon ? 0x80 : 0x26
    case Int32(CALENDAR_STATUS_D.rawValue): return statusD
    default: return 0xff
    }
  }

  /// The registers now, by Foundation's calendar.
  var calendar: calendar {
    var gregorian = Calendar(identifier: .gregorian)
    gregorian.timeZone = TimeZone(identifier: "UTC")!
    let date = Date(timeIntervalSince1970: TimeInterval(second))
    let parts = gregorian.dateComponents(
      [.year, .month, .day, .hour, .minute, .second], from: date)
    let hour = parts.hour!
    let shown = format.has24Hours ? hour : (hour + 11) % 12 + 1
    return PlatformParts.calendar(
      second: number(parts.second!), minute: number(parts.minute!),
      hour: number(shown) | (!format.has24Hours && hour >= 12 ? 0x80 : 0),
      day: number(parts.day!), month: number(parts.month!), year: number(parts.year! % 100),
      century: number(parts.year! / 100),
      status_b: (format.isBinary ? 4 : 0) | (format.has24Hours ? 2 : 0))
  }

  private func number(_ value: Int) -> UInt8 {
    UInt8(format.isBinary ? value : (value / 10) << 4 | value % 10)
  }
}

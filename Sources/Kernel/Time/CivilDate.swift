// Days and dates of the Gregorian calendar, reckoned backwards before 1582 as RFC 3339 and ISO 8601 do.
//
// A year is made to begin in March, so that the leap day comes last and the lengths of the months
// repeat every five (31 30 31 30 31, 153 days). 400 years are 146097 days, an era.

/// A day of the calendar.
public struct CivilDate: Equatable, Hashable, Sendable {
  public let year: Int
  /// 1...12
  public let month: Int
  /// 1...31
  public let day: Int

  /// From 1970-01-01 to the first of March of the year 0, in days.
  private static let origin = -719_468
  private static let daysOfEra = 146_097

  /// Nil for a day that the calendar does not have, and outside of the years 0 to 9999.
  @export(interface)
  public init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month) else { return nil }
    guard day >= 1, day <= CivilDate.days(inMonth: month, of: year) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date so many days after 1970-01-01, for the years from 0 to 9999.
  init(daysSinceEpoch days: Int) {
    let shifted = days - CivilDate.origin
    // The year 0 begins before the first era, in its January.
    let era = shifted >= 0 ? shifted / CivilDate.daysOfEra : -1
    let dayOfEra = shifted - era * CivilDate.daysOfEra
    // Leap days before this one: one in 4 years, but in 100, but in 400.
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let sinceMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * sinceMarch + 2) / 5 + 1
    month = sinceMarch < 10 ? sinceMarch + 3 : sinceMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// How many days after 1970-01-01; negative before.
  @export(interface)
  public var daysSinceEpoch: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted >= 0 ? shifted / 400 : -1
    let yearOfEra = shifted - era * 400
    let sinceMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * sinceMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * CivilDate.daysOfEra + dayOfEra + CivilDate.origin
  }

  /// 28...31
  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

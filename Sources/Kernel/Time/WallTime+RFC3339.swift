// Calendar time as RFC 3339 §5.6 writes it: 2026-06-29T14:31:38Z, 2026-06-29T14:31:38.250Z.

private let secondsPerDay: Int64 = 86400

extension WallTime {
  /// The UTC date.
  public var date: CivilDate {
    CivilDate(daysSinceEpoch: Int(seconds.floorDivided(by: secondsPerDay).quotient))
  }

  /// `2026-06-29T14:31:38Z`: the second that the time lies in.
  public var rfc3339: String { rfc3339(fractionDigits: 0) }

  /// With so many digits of the second, 0 to 9, the rest cut off.
  public func rfc3339(fractionDigits: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(30)
    writeRFC3339(fractionDigits: fractionDigits) { bytes.append($0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same, byte by byte and without memory of its own: 20 bytes, and a point and the digits.
  public func writeRFC3339(fractionDigits: Int = 0, to sink: (UInt8) -> Void) {
    let (day, second) = seconds.floorDivided(by: secondsPerDay)
    let date = CivilDate(daysSinceEpoch: Int(day))
    func write(_ number: Int, digits: Int) {
      var unit = 1
      for _ in 1..<max(digits, 1) { unit *= 10 }
      while unit > 0 {
        sink(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10))
        unit /= 10
      }
    }
    write(date.year, digits: 4)
    sink(UInt8(ascii: "-"))
    write(date.month, digits: 2)
    sink(UInt8(ascii: "-"))
    write(date.day, digits: 2)
    sink(UInt8(ascii: "T"))
    write(Int(second) / 3600, digits: 2)
    sink(UInt8(ascii: ":"))
    write(Int(second) / 60 % 60, digits: 2)
    sink(UInt8(ascii: ":"))
    write(Int(second) % 60, digits: 2)
    let digits = min(max(fractionDigits, 0), 9)
    if digits > 0 {
      sink(UInt8(ascii: "."))
      var fraction = Int(nanosecond)
      for _ in digits..<9 { fraction /= 10 }
      write(fraction, digits: digits)
    }
    sink(UInt8(ascii: "Z"))
  }

  /// A date-time of RFC 3339 §5.6; nil for any other text, and where UTC is outside of the years 0 to
  /// 9999. Digits of the second after the ninth are cut off. A leap second, which only 23:59:60 UTC can
  /// be, is the second after it, as POSIX reckons.
  public init?(rfc3339 text: String) {
    var reader = DateTimeReader(text)
    guard let date = reader.date(), reader.skip("T", "t"), let time = reader.time(),
      let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd
    else { return nil }
    let utc = Int64(date.daysSinceEpoch) * secondsPerDay + Int64(time.seconds - offset)
    // The 60th second counts as the next one: it must be the first of a day.
    if time.isLeap, utc.floorDivided(by: secondsPerDay).remainder != 0 { return nil }
    self.init(seconds: utc, nanosecond: fraction)
  }
}

extension Int64 {
  /// Rounded down, so that the remainder is never negative.
  fileprivate func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

/// Takes the parts of a date-time off the front of a text; what is not as it should be gives nil.
private struct DateTimeReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  /// Takes one of two characters.
  mutating func skip(_ one: Unicode.Scalar, _ other: Unicode.Scalar) -> Bool {
    guard let first = rest.first, first == UInt8(ascii: one) || first == UInt8(ascii: other)
    else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func digit() -> Int? {
    guard let first = rest.first, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9")
    else { return nil }
    rest = rest.dropFirst()
    return Int(first - UInt8(ascii: "0"))
  }

  /// Exactly so many digits.
  private mutating func number(digits: Int) -> Int? {
    var number = 0
    for _ in 0..<digits {
      guard let digit = digit() else { return nil }
      number = number * 10 + digit
    }
    return number
  }

  mutating func date() -> CivilDate? {
    guard let year = number(digits: 4), skip("-", "-"), let month = number(digits: 2),
      skip("-", "-"), let day = number(digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// Hours and minutes.
  private mutating func hourAndMinute() -> Int? {
    guard let hour = number(digits: 2), hour < 24, skip(":", ":"), let minute = number(digits: 2),
      minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  /// Seconds since midnight.
  mutating func time() -> (seconds: Int, isLeap: Bool)? {
    guard let minutes = hourAndMinute(), skip(":", ":"), let second = number(digits: 2),
      second <= 60
    else { return nil }
    return (minutes * 60 + second, second == 60)
  }

  /// Nanoseconds; 0 when there is no point.
  mutating func fraction() -> Int32? {
    guard skip(".", ".") else { return 0 }
    guard var fraction = digit() else { return nil }
    var digits = 1
    while let next = digit() {
      if digits < 9 { fraction = fraction * 10 + next }
      digits = min(digits + 1, 9)
    }
    for _ in digits..<9 { fraction *= 10 }
    return Int32(fraction)
  }

  /// Seconds that the local time is ahead of UTC.
  mutating func offset() -> Int? {
    if skip("Z", "z") { return 0 }
    let isBehind = skip("-", "-")
    guard isBehind || skip("+", "+"), let minutes = hourAndMinute() else { return nil }
    return isBehind ? -minutes * 60 : minutes * 60
  }
}

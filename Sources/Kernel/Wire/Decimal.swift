/// Numbers in texts.
enum Decimal {
  /// Where the last slash is and the number behind it: one to three digits, without leading zeros, at most
  /// `limit`; nil when there is none such.
  static func prefixLength(of characters: [UInt8], limit: Int) -> (slash: Int, length: Int)? {
    var slash = characters.count - 1
    while slash >= 0, characters[slash] != UInt8(ascii: "/") { slash -= 1 }
    let digits = characters.count - slash - 1
    guard slash >= 0, digits > 0, digits <= 3 else { return nil }
    guard digits == 1 || characters[slash + 1] != UInt8(ascii: "0") else { return nil }
    var number = 0
    for index in slash + 1..<characters.count {
      let digit = characters[index]
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number <= limit ? (slash, number) : nil
  }
}

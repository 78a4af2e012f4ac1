internal import Bytes

extension MACAddress: CustomStringConvertible {
  /// Six pairs of hexadecimal digits with colons between them: `52:54:00:12:34:56`.
  public var description: String {
    var digits: [UInt8] = []
    for index in 0..<6 {
      if index > 0 { digits.append(UInt8(ascii: ":")) }
      let byte = UInt8(truncatingIfNeeded: rawValue >> UInt64(40 - 8 * index))
      digits.append(Hexadecimal.digit(byte >> 4))
      digits.append(Hexadecimal.digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The address that `text` is: six pairs of digits, with colons or with hyphens between them; nil when it is
  /// anything else.
  public init?(_ text: String) {
    let characters = Array(text.utf8)
    guard characters.count == 17 else { return nil }
    let separator = characters[2]
    guard separator == UInt8(ascii: ":") || separator == UInt8(ascii: "-") else { return nil }
    var value: UInt64 = 0
    for index in 0..<6 {
      let place = 3 * index
      guard let upper = Hexadecimal.value(characters[place]),
        let lower = Hexadecimal.value(characters[place + 1]),
        index == 5 || characters[place + 2] == separator
      else { return nil }
      value = value << 8 | UInt64(upper << 4 | lower)
    }
    rawValue = value
  }
}

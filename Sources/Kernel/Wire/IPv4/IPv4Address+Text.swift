extension IPv4Address: CustomStringConvertible {
  /// Four numbers: `10.0.0.1`.
  public var description: String {
    var text: [UInt8] = []
    for shift in [24, 16, 8, 0] as [UInt32] {
      if shift < 24 { text.append(UInt8(ascii: ".")) }
      let byte = UInt8(truncatingIfNeeded: rawValue >> shift)
      if byte >= 100 { text.append(UInt8(ascii: "0") + byte / 100) }
      if byte >= 10 { text.append(UInt8(ascii: "0") + byte / 10 % 10) }
      text.append(UInt8(ascii: "0") + byte % 10)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The address that `text` is: four numbers of 0 to 255 with dots between them, without signs, spaces or
  /// leading zeros (some read those as octal: RFC 6943, section 3.1.1); nil when it is anything else.
  public init?(_ text: String) {
    self.init(Array(text.utf8)[...])
  }

  init?(_ characters: ArraySlice<UInt8>) {
    var value: UInt32 = 0
    var part: UInt32?
    var parts = 1
    for character in characters {
      if character == UInt8(ascii: ".") {
        guard let number = part, parts < 4 else { return nil }
        value = value << 8 | number
        part = nil
        parts += 1
        continue
      }
      guard character >= UInt8(ascii: "0"), character <= UInt8(ascii: "9"), part != 0 else {
        return nil
      }
      let number = (part ?? 0) * 10 + UInt32(character - UInt8(ascii: "0"))
      guard number < 256 else { return nil }
      part = number
    }
    guard let number = part, parts == 4 else { return nil }
    rawValue = value << 8 | number
  }
}

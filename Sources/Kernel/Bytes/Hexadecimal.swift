// Bytes as pairs of hexadecimal digits, for people and for tests.

/// Numbers written with 0…9 and a…f.
public enum Hexadecimal {
  /// The digit of 0...15, in lower case. Trap: it is greater.
  public static func digit(_ value: UInt8) -> UInt8 {
    precondition(value < 16, "a hexadecimal digit is less than 16")
    return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  /// The value of a digit, in lower or upper case; nil when it is none.
  public static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Two digits a byte, nothing between them.
  public static func text(_ bytes: RawSpan) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * bytes.byteCount)
    for offset in 0..<bytes.byteCount {
      let byte = bytes.readUInt8(at: offset)
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The bytes that `text` stands for; spaces and newlines between bytes are skipped. Nil when anything else
  /// is there, or half of a byte.
  public static func bytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var upper: UInt8?
    var text = text
    let isRight = text.withUTF8 { characters in
      for index in 0..<characters.count {
        let character = characters[index]
        if upper == nil, character == UInt8(ascii: " ") || character == UInt8(ascii: "\n") {
          continue
        }
        guard let value = value(character) else { return false }
        if let half = upper { bytes.append(half << 4 | value) }
        upper = upper == nil ? value : nil
      }
      return upper == nil
    }
    return isRight ? bytes : nil
  }
}

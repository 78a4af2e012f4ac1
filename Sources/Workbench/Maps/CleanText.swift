// Names come from files that anybody may have made; a terminal, an SVG and a table must survive them.

/// Text without anything that would steer a terminal or break XML.
package enum CleanText {
  /// UTF-8 with control and direction characters written out as \u{…}.
  static func of(_ bytes: some Collection<UInt8>) -> String {
    if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    var result = ""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if isHarmless(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return result
  }

  package static func of(_ text: String) -> String { of(text.utf8) }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069: false
    case 0xFFFE, 0xFFFF, 0xFEFF: false
    default: true
    }
  }
}

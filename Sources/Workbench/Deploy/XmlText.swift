// Text in XML 1.0.

enum XmlText {
  /// `text` for an element's content or an attribute in single quotes. White space goes as numbers, for
  /// parsers change it in attributes (XML 1.0 §3.3.3) and at the ends of lines (§2.11).
  static func escaped(_ text: String) throws(DeployFailure) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: result += "&amp;"
      case 0x3c: result += "&lt;"
      case 0x3e: result += "&gt;"
      case 0x22: result += "&quot;"
      case 0x27: result += "&apos;"
      case 0x09, 0x0a, 0x0d, 0x7f...0x9f, 0x2028: result += "&#\(scalar.value);"
      // XML 1.0 §2.2 has no way to write these.
      case 0..<0x20, 0xfffe, 0xffff: throw .unspeakable(text, "XML")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

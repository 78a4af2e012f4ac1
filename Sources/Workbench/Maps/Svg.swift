// What pictures in SVG are made of: one file, nothing fetched.

/// Elements of an SVG document.
package enum Svg {
  /// Tints that can be told apart without red and green, with dark text readable on each.
  package static let tints = [
    "#9ecae1", "#fdd0a2", "#bcbddc", "#c7e9c0", "#fee391", "#fbb4c4", "#ccebc5", "#d9d9d9",
    "#decbe4", "#b3e2e2",
  ]

  package static func text(
    _ words: String, x: Double, y: Double, size: Double, weight: String = "normal",
    anchor: String? = nil
  ) -> String {
    let place = "x=\"\(number(x))\" y=\"\(number(y))\""
    let font = "font-size=\"\(number(size))\" font-weight=\"\(weight)\" fill=\"#222222\""
    let side = anchor.map { " text-anchor=\"\($0)\"" } ?? ""
    return "<text \(place) \(font)\(side)>\(escape(words))</text>"
  }

  /// The text made to fit so many pixels.
  package static func cut(
    _ words: String, to width: Double, size: Double, isBold: Bool = false
  ) -> String {
    // A sans-serif letter is about 0.6 of its size wide on the average of fonts, a bold one 0.65.
    let letter = size * (isBold ? 0.65 : 0.6)
    return Label.cut(words, to: Int(width / letter), isUnicode: true)
  }

  /// The document around its parts.
  package static func document(_ parts: [String], width: Double, height: Double) -> String {
    let size = "width=\"\(number(width))\" height=\"\(number(height))\""
    let box = "viewBox=\"0 0 \(number(width)) \(number(height))\""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" \(size) \(box) font-family="sans-serif">
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(parts.joined(separator: "\n"))
      </svg>

      """
  }

  /// Two decimals at most.
  package static func number(_ value: Double) -> String {
    let hundredths = (value * 100).rounded() / 100
    return hundredths == hundredths.rounded() ? String(Int(hundredths)) : String(hundredths)
  }

  package static func escape(_ words: String) -> String {
    var result = ""
    for letter in words {
      switch letter {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(letter)
      }
    }
    return result
  }
}

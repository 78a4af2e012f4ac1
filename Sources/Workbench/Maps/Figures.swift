/// Numbers for people.
package enum Figures {
  /// `71 894`: groups of three, so that columns can be read.
  package static func grouped(_ number: Int) -> String {
    var result = ""
    for (index, digit) in String(number).enumerated() {
      let left = String(number).count - index
      if index > 0, left % 3 == 0 { result += " " }
      result.append(digit)
    }
    return result
  }

  /// One decimal, `43.2 %`.
  package static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "0.0 %" }
    let tenths = Int((Double(part) * 1000 / Double(whole)).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }

  /// Short: `870 B`, `12.3 kB`, `4.5 MB`; decimal prefixes.
  static func short(_ bytes: Int) -> String {
    if bytes < 1000 { return "\(bytes) B" }
    if bytes < 999_950 { return "\(tenths(bytes, 1000)) kB" }
    return "\(tenths(bytes, 1_000_000)) MB"
  }

  /// How often, with as many digits as say something: `584`, `12.3`, `0.14`.
  package static func times(_ value: Double) -> String {
    if value >= 100 { return grouped(Int(value.rounded())) }
    let scale = value >= 1 ? 10 : 100
    let parts = Int((value * Double(scale)).rounded())
    let decimals = String(parts % scale)
    let zeros = String(repeating: "0", count: String(scale).count - 1 - decimals.count)
    return "\(parts / scale).\(zeros)\(decimals)"
  }

  /// A bar for a share, in eighths of a column where the terminal has them.
  package static func bar(_ part: Int, of whole: Int, columns: Int, isUnicode: Bool) -> String {
    guard whole > 0 else { return "" }
    let eighths = Int((Double(part) * Double(columns * 8) / Double(whole)).rounded())
    guard isUnicode else { return String(repeating: "#", count: (eighths + 4) / 8) }
    let parts: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let full = String(repeating: "█", count: eighths / 8)
    return eighths % 8 == 0 ? full : full + String(parts[eighths % 8 - 1])
  }

  private static func tenths(_ bytes: Int, _ unit: Int) -> String {
    let tenths = (bytes * 10 + unit / 2) / unit
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension String {
  /// Filled up with spaces on the left.
  package func right(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// Filled up with spaces on the right.
  package func left(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

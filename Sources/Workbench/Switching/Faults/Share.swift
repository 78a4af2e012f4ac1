/// How many of many: 0 to all, in parts of a million, so that text and number are the same.
package struct Share: Equatable, Comparable, Sendable, CustomStringConvertible {
  /// 0...1,000,000
  package let millionths: Int

  /// - Parameter millionths: trap: not in 0...1,000,000.
  package init(millionths: Int) {
    precondition((0...1_000_000).contains(millionths), "a share is none to all")
    self.millionths = millionths
  }

  package static let none = Share(millionths: 0)
  package static let all = Share(millionths: 1_000_000)

  package static func percent(_ percent: Int) -> Share { Share(millionths: percent * 10_000) }

  package static func < (left: Self, right: Self) -> Bool { left.millionths < right.millionths }

  /// `5%`, `0.25%`
  package var description: String {
    let rest = millionths % 10_000
    guard rest > 0 else { return "\(millionths / 10_000)%" }
    var digits = "\(rest + 10_000)".dropFirst()
    while digits.last == "0" { digits = digits.dropLast() }
    return "\(millionths / 10_000).\(digits)%"
  }

  /// The share that `text` is: a percentage with up to four digits behind the point; nil: it is none.
  package init?(_ text: some StringProtocol) {
    guard text.last == "%",
      let millionths = QuantityText.number(text.dropLast(), times: 10_000),
      millionths <= 1_000_000
    else { return nil }
    self.init(millionths: Int(millionths))
  }

  /// Whether a number of 64 equally likely bits falls into the share.
  func contains(_ number: UInt64) -> Bool {
    number.multipliedFullWidth(by: 1_000_000).high < UInt64(millionths)
  }
}

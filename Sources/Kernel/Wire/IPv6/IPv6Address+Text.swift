// IPv6 addresses as people write them (RFC 4291, section 2.2), and the one form in which they are to be written
// (RFC 5952, section 4): lower case, no leading zeros, `::` for the longest run of two or more zero groups, the
// first of several; IPv4's notation in mapped addresses (section 5).

internal import Bytes

extension IPv6Address: CustomStringConvertible {
  /// In the form of RFC 5952: `2001:db8::1`.
  public var description: String {
    if let mapped { return "::ffff:" + mapped.description }
    var text: [UInt8] = []
    let gap = longestGap
    var index = 0
    while index < 8 {
      if index == gap.lowerBound, !gap.isEmpty {
        text.append(UInt8(ascii: ":"))
        text.append(UInt8(ascii: ":"))
        index = gap.upperBound
        continue
      }
      if index > 0, index != gap.upperBound || gap.isEmpty { text.append(UInt8(ascii: ":")) }
      Self.append(group(index), to: &text)
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func group(_ index: Int) -> UInt16 {
    let half = index < 4 ? high : low
    return UInt16(truncatingIfNeeded: half >> UInt64(48 - 16 * (index & 3)))
  }

  /// The groups that `::` stands for; none when no two zeros are together.
  private var longestGap: Range<Int> {
    var longest = 0..<0
    var start = 0
    for index in 0..<8 {
      if group(index) != 0 {
        start = index + 1
      } else if index + 1 - start > max(longest.count, 1) {
        longest = start..<index + 1
      }
    }
    return longest
  }

  private static func append(_ group: UInt16, to text: inout [UInt8]) {
    var isLeading = true
    for shift in [12, 8, 4, 0] as [UInt16] {
      let digit = UInt8(truncatingIfNeeded: group >> shift & 15)
      if digit != 0 || shift == 0 { isLeading = false }
      if !isLeading { text.append(Hexadecimal.digit(digit)) }
    }
  }
}

extension IPv6Address {
  /// The address that `text` is, in any of the forms of RFC 4291; nil when it is anything else, such as an
  /// address with a zone.
  public init?(_ text: String) {
    self.init(Array(text.utf8)[...])
  }

  init?(_ characters: ArraySlice<UInt8>) {
    var reader = IPv6TextReader()
    guard reader.read(characters) else { return nil }
    self = reader.address
  }
}

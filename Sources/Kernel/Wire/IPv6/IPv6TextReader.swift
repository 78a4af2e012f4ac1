internal import Bytes

/// Reads the text of an address, from left to right.
struct IPv6TextReader {
  /// Groups before the gap, or all of them.
  private var groups: [UInt16] = []
  /// How many groups were read before `::`.
  private var gap: Int?

  /// What was read; after `read` has given true.
  var address: IPv6Address {
    var halves: [UInt64] = [0, 0]
    let missing = 8 - groups.count
    for (index, group) in groups.enumerated() {
      let place = index < (gap ?? 8) ? index : index + missing
      halves[place >> 2] |= UInt64(group) << UInt64(48 - 16 * (place & 3))
    }
    return IPv6Address(high: halves[0], low: halves[1])
  }

  /// - Returns: whether it is an address.
  mutating func read(_ characters: ArraySlice<UInt8>) -> Bool {
    let colon = UInt8(ascii: ":")
    var index = characters.startIndex
    let end = characters.endIndex
    if index < end, characters[index] == colon {
      // Only as a part of `::`.
      guard index + 1 < end, characters[index + 1] == colon else { return false }
      gap = 0
      index += 2
    }
    while index < end {
      guard groups.count < 8 else { return false }
      let start = index
      while index < end, characters[index] != colon { index += 1 }
      if index == end, let address = IPv4Address(characters[start..<end]) {
        groups.append(UInt16(truncatingIfNeeded: address.rawValue >> 16))
        groups.append(UInt16(truncatingIfNeeded: address.rawValue))
        break
      }
      guard readGroup(characters[start..<index]) else { return false }
      guard index < end else { break }
      index += 1
      if index < end, characters[index] == colon {
        guard gap == nil else { return false }
        gap = groups.count
        index += 1
      } else if index == end {
        return false
      }
    }
    // `::` stands for one group at least.
    return gap == nil ? groups.count == 8 : groups.count < 8
  }

  private mutating func readGroup(_ digits: ArraySlice<UInt8>) -> Bool {
    guard !digits.isEmpty, digits.count <= 4 else { return false }
    var group: UInt16 = 0
    for digit in digits {
      guard let value = Hexadecimal.value(digit) else { return false }
      group = group << 4 | UInt16(value)
    }
    groups.append(group)
    return true
  }
}

// The notation inside of bodies: numbers as LEB128 (7 bits a byte, the lowest first), signed ones zigzag
// (0, -1, 1, -2 …), texts as length and UTF-8. A reader gives nil where the body ends too early or says
// something impossible, and the whole body is refused then.

/// Writes a body.
struct Packer {
  var bytes: [UInt8] = []

  mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  mutating func number(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func signed(_ number: Int64) {
    self.number(UInt64(bitPattern: number << 1 ^ number >> 63))
  }

  /// At most `limit` bytes of it, whole characters.
  mutating func text(_ text: String, limit: Int = InspectionLimits.text) {
    var text = text
    text.withUTF8 { utf8 in
      var end = utf8.count
      if end > limit {
        end = limit
        // Not in the middle of a character: those bytes begin with the bits 10.
        while end > 0, utf8[end] & 0xc0 == 0x80 { end -= 1 }
      }
      number(UInt64(end))
      for index in 0..<end { bytes.append(utf8[index]) }
    }
  }
}

/// Reads a body; `rest` is what was not read yet.
struct Unpacker {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() -> UInt8? { rest.popFirst() }

  mutating func number() -> UInt64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst() {
      // The tenth byte holds one bit.
      guard shift < 63 || (shift == 63 && byte <= 1) else { return nil }
      number |= UInt64(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return number }
      shift += 7
    }
    return nil
  }

  mutating func signed() -> Int64? {
    guard let number = number() else { return nil }
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  /// A count of things of which at most `limit` are allowed.
  mutating func count(_ limit: Int) -> Int? {
    guard let number = number(), number <= UInt64(limit) else { return nil }
    return Int(number)
  }

  mutating func text(limit: Int = InspectionLimits.text) -> String? {
    guard let count = count(limit), count <= rest.count else { return nil }
    let text = String(decoding: rest.prefix(count), as: UTF8.self)
    rest = rest.dropFirst(count)
    return text
  }
}

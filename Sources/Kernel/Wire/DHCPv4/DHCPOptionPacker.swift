internal import Bytes

/// Writes options into one field after the other.
///
///     options   [ 53 1 5 | 52 1 3 | … | 255 ]   then file [ … | 255 ], then sname [ … | 255 ]
struct DHCPOptionPacker {
  private let fields: [Range<Int>]
  private var field = 0
  private var place: Int
  /// Behind the end mark of the first field.
  private var end = 0

  /// - Parameters:
  ///   - fields: where options may go, each at least one byte long.
  ///   - overload: written in front; nil when there is only one field.
  /// - Returns: where the first field ends; nil when the options do not fit.
  static func pack(
    _ options: [DHCPOption], into bytes: inout MutableRawSpan, _ fields: [Range<Int>],
    overload: UInt8?
  ) -> Int? {
    var packer = DHCPOptionPacker(fields: fields, place: fields[0].lowerBound)
    if let overload { packer.put(&bytes, .overload, [overload], 0..<1) }
    for option in options {
      guard packer.add(&bytes, option.code, option.data) else { return nil }
    }
    packer.close(&bytes)
    while packer.field + 1 < fields.count {
      packer.advance()
      packer.close(&bytes)
    }
    return packer.end
  }

  private init(fields: [Range<Int>], place: Int) {
    self.fields = fields
    self.place = place
  }

  /// Bytes left in the field, but for the end mark.
  private var room: Int { fields[field].upperBound - place - 1 }

  /// Only options that are too long for one piece are cut (RFC 3396): not all understand the pieces.
  private mutating func add(
    _ bytes: inout MutableRawSpan, _ code: DHCPOptionCode, _ data: [UInt8]
  ) -> Bool {
    if data.count <= 255 {
      while room < 2 + data.count {
        guard field + 1 < fields.count else { return false }
        close(&bytes)
        advance()
      }
      put(&bytes, code, data, 0..<data.count)
      return true
    }
    var start = 0
    while start < data.count {
      let count = min(255, room - 2, data.count - start)
      guard count > 0 else {
        guard field + 1 < fields.count else { return false }
        close(&bytes)
        advance()
        continue
      }
      put(&bytes, code, data, start..<start + count)
      start += count
    }
    return true
  }

  private mutating func put(
    _ bytes: inout MutableRawSpan, _ code: DHCPOptionCode, _ data: [UInt8], _ range: Range<Int>
  ) {
    bytes.write(code.rawValue, at: place)
    bytes.write(UInt8(range.count), at: place + 1)
    place += 2
    for index in range {
      bytes.write(data[index], at: place)
      place += 1
    }
  }

  /// To the next field, which there is.
  private mutating func advance() {
    field += 1
    place = fields[field].lowerBound
  }

  /// Writes the end mark, which has room. What is behind it is zero.
  private mutating func close(_ bytes: inout MutableRawSpan) {
    bytes.write(DHCPOptionCode.end.rawValue, at: place)
    place += 1
    if field == 0 { end = place } else { bytes.clear(place..<fields[field].upperBound) }
  }
}

internal import Bytes

/// Puts the pieces of options together (RFC 3396, section 7).
struct DHCPOptionCollector {
  private var pieces: [(code: DHCPOptionCode, data: [UInt8])] = []

  /// What was collected, but for the overload.
  var options: [DHCPOption] {
    var options: [DHCPOption] = []
    for piece in pieces where piece.code != .overload {
      options.append(DHCPOption(piece.code, piece.data))
    }
    return options
  }

  /// Which other fields have options: 1 file, 2 sname, 3 both (RFC 2132, section 9.3).
  func overload() throws(WireFailure) -> UInt8 {
    for piece in pieces where piece.code == .overload {
      guard piece.data.count == 1, piece.data[0] >= 1, piece.data[0] <= 3 else { throw .value }
      return piece.data[0]
    }
    return 0
  }

  /// Reads a field up to its end mark, or to its end, for some leave out the mark.
  mutating func collect(_ bytes: RawSpan, _ range: Range<Int>) throws(WireFailure) {
    var cursor = ByteCursor(range)
    while let byte = cursor.takeUInt8(of: bytes) {
      let code = DHCPOptionCode(rawValue: byte)
      if code == .pad { continue }
      if code == .end { return }
      guard let length = cursor.takeUInt8(of: bytes), let data = cursor.take(Int(length)) else {
        throw .truncated
      }
      let index = index(of: code)
      for offset in data { pieces[index].data.append(bytes.readUInt8(at: offset)) }
    }
  }

  private mutating func index(of code: DHCPOptionCode) -> Int {
    for index in pieces.indices where pieces[index].code == code { return index }
    pieces.append((code, []))
    return pieces.count - 1
  }
}

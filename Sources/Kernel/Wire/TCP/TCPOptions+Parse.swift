internal import Bytes

extension TCPOptions {
  /// The options in `range` of `segment`, which is inside of it. One that comes twice counts the second time.
  /// - Throws: `length` for an option that cannot be (RFC 9293, section 3.1, MUST-7).
  static func parse(_ segment: RawSpan, _ range: Range<Int>) throws(WireFailure) -> TCPOptions {
    var options = TCPOptions()
    // What most segments of a connection have (RFC 7323, appendix A): two no-operations, timestamps.
    if range.count == 12, segment.readUInt32(at: range.lowerBound) == 0x0101_080a {
      options.timestamps = TCPTimestamps(segment, at: range.lowerBound + 4)
      return options
    }
    var cursor = ByteCursor(range)
    while let kind = cursor.takeUInt8(of: segment), kind != Kind.end {
      if kind == Kind.noOperation { continue }
      guard let length = cursor.takeUInt8(of: segment), length >= 2,
        let data = cursor.take(Int(length) - 2)
      else { throw .length }
      try options.read(kind, segment, data)
    }
    return options
  }

  private mutating func read(
    _ kind: UInt8, _ segment: RawSpan, _ data: Range<Int>
  ) throws(WireFailure) {
    let start = data.lowerBound
    switch kind {
    case Kind.maximumSegmentSize:
      guard data.count == 2 else { throw .length }
      maximumSegmentSize = segment.readUInt16(at: start)
    case Kind.windowScale:
      guard data.count == 1 else { throw .length }
      // More than 14 is taken as 14 (RFC 7323, section 2.3).
      windowScale = min(segment.readUInt8(at: start), 14)
    case Kind.sackPermitted:
      guard data.isEmpty else { throw .length }
      sackPermitted = true
    case Kind.sack:
      guard data.count & 7 == 0, !data.isEmpty else { throw .length }
      sackBlocks.removeAll()
      for place in stride(from: start, to: data.upperBound, by: 8) {
        sackBlocks.append(
          SACKBlock(
            left: SequenceNumber(segment.readUInt32(at: place)),
            right: SequenceNumber(segment.readUInt32(at: place + 4))))
      }
    case Kind.timestamps:
      guard data.count == 8 else { throw .length }
      timestamps = TCPTimestamps(segment, at: start)
    default: break
    }
  }

  /// Kinds (IANA, TCP Option Kind Numbers).
  enum Kind {
    static var end: UInt8 { 0 }
    static var noOperation: UInt8 { 1 }
    static var maximumSegmentSize: UInt8 { 2 }
    static var windowScale: UInt8 { 3 }
    static var sackPermitted: UInt8 { 4 }
    static var sack: UInt8 { 5 }
    static var timestamps: UInt8 { 8 }
  }
}

extension TCPTimestamps {
  @inline(__always)
  fileprivate init(_ segment: RawSpan, at offset: Int) {
    value = segment.readUInt32(at: offset)
    echo = segment.readUInt32(at: offset + 4)
  }
}

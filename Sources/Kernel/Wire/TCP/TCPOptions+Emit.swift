// Options are written with no-operations before them so that their numbers are aligned, as RFC 7323 advises in
// its appendix A, and so that receivers that look for just this form are quick:
//
//     SYN    2 4 size | 4 2 8 10 value echo | 1 3 3 shift
//     data   1 1 8 10 value echo | 1 1 5 n blocks
//
// Only options that are packed so tightly that this would not fit are written without.

internal import Bytes

extension TCPOptions {
  /// In bytes: a multiple of 4.
  public var byteCount: Int {
    let aligned = alignedByteCount
    return aligned <= 40 ? aligned : (packedByteCount + 3) & ~3
  }

  private var alignedByteCount: Int {
    var count = 0
    if maximumSegmentSize != nil { count += 4 }
    if timestamps != nil { count += 12 } else if sackPermitted { count += 4 }
    if windowScale != nil { count += 4 }
    if !sackBlocks.isEmpty { count += 4 + 8 * sackBlocks.count }
    return count
  }

  private var packedByteCount: Int {
    var count = 0
    if maximumSegmentSize != nil { count += 4 }
    if timestamps != nil { count += 10 }
    if sackPermitted { count += 2 }
    if windowScale != nil { count += 3 }
    if !sackBlocks.isEmpty { count += 2 + 8 * sackBlocks.count }
    return count
  }

  /// Writes `byteCount` bytes from `offset`, which fit there and are 40 at most.
  func emit(into segment: inout MutableRawSpan, at offset: Int) {
    let end = offset + byteCount
    let isAligned = alignedByteCount <= 40
    var place = offset
    if let maximumSegmentSize {
      segment.write(0x0204_0000 | UInt32(maximumSegmentSize), at: place)
      place += 4
    }
    if sackPermitted {
      if isAligned, timestamps == nil { Self.pad(&segment, &place, 2) }
      segment.write(0x0402 as UInt16, at: place)
      place += 2
    }
    if let timestamps {
      if isAligned, !sackPermitted { Self.pad(&segment, &place, 2) }
      segment.write(0x080a as UInt16, at: place)
      segment.write(timestamps.value, at: place + 2)
      segment.write(timestamps.echo, at: place + 6)
      place += 10
    }
    if let windowScale {
      if isAligned { Self.pad(&segment, &place, 1) }
      segment.write(0x0303 as UInt16, at: place)
      segment.write(windowScale, at: place + 2)
      place += 3
    }
    if !sackBlocks.isEmpty {
      if isAligned { Self.pad(&segment, &place, 2) }
      emitBlocks(into: &segment, &place)
    }
    segment.clear(place..<end)
  }

  private func emitBlocks(into segment: inout MutableRawSpan, _ place: inout Int) {
    segment.write(Kind.sack, at: place)
    segment.write(UInt8(truncatingIfNeeded: 2 + 8 * sackBlocks.count), at: place + 1)
    place += 2
    for index in 0..<sackBlocks.count {
      segment.write(sackBlocks[index].left.rawValue, at: place)
      segment.write(sackBlocks[index].right.rawValue, at: place + 4)
      place += 8
    }
  }

  private static func pad(_ segment: inout MutableRawSpan, _ place: inout Int, _ count: Int) {
    for _ in 0..<count {
      segment.write(Kind.noOperation, at: place)
      place += 1
    }
  }
}

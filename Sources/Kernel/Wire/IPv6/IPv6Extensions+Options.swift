// Options of a hop-by-hop or destination header (RFC 8200, section 4.2). What a receiver that does not know one
// must do is in the upper two bits of its type.
//
//     | next header | length |  options …
//     | 0 |                              one byte of padding
//     | type | length | data… |

internal import Bytes

extension IPv6Extensions {
  mutating func readOptions(_ datagram: RawSpan) throws(IPv6ChainFailure) {
    guard payload.count >= 8 else { throw .malformed(.truncated) }
    let start = payload.lowerBound
    let length = 8 * (1 + Int(datagram.readUInt8(at: start + 1)))
    guard length <= payload.count else { throw .malformed(.truncated) }
    var cursor = ByteCursor(start + 2..<start + length)
    var count = 0
    while !cursor.isAtEnd {
      let place = cursor.position
      guard let type = cursor.takeUInt8(of: datagram), type != 0 else { continue }
      guard let size = cursor.takeUInt8(of: datagram), let data = cursor.take(Int(size)) else {
        throw .problem(.erroneousField, pointer: place, isForGroups: false)
      }
      guard type != 1 else { continue }
      count += 1
      guard count <= WireLimits.extensionOptions else { throw .malformed(.limit) }
      try read(type, datagram, data, at: place)
    }
    `protocol` = InternetProtocol(rawValue: datagram.readUInt8(at: start))
    nextHeaderOffset = start
    payload = start + length..<payload.upperBound
  }

  private mutating func read(
    _ type: UInt8, _ datagram: RawSpan, _ data: Range<Int>, at place: Int
  ) throws(IPv6ChainFailure) {
    // Router alert (RFC 2711, section 2.1).
    if type == 5, data.count == 2 {
      routerAlert = datagram.readUInt16(at: data.lowerBound)
      return
    }
    switch type >> 6 {
    case 0b00: return
    case 0b01: throw .dropped
    case 0b10: throw .problem(.unknownOption, pointer: place, isForGroups: true)
    default: throw .problem(.unknownOption, pointer: place, isForGroups: false)
    }
  }
}

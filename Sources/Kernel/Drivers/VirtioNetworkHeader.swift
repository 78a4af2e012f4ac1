// What stands before each frame that a virtio network device and its driver exchange (virtio 1.2, 5.1.6), and
// before each frame of a TAP interface with IFF_VNET_HDR. Numbers are little-endian.
//
//     0   flags 8             1: the checksum is to be completed   2: it was found right
//     1   segmentation 8      0: none   1: TCP over IPv4   4: TCP over IPv6   128: with ECN
//     2   header bytes 16     of a frame that is to be cut
//     4   segment bytes 16    payload of each piece
//     6   checksum start 16   from here to the end …
//     8   checksum offset 16  … into the field that is so far behind the start
//     10  buffers 16          that the frame takes, of received ones

internal import Bytes
internal import Devices

/// The header as a value of ours.
enum VirtioNetworkHeader {
  static let byteCount = 12

  private static let needsChecksum: UInt8 = 1
  private static let dataIsValid: UInt8 = 2
  private static let tcpv4: UInt8 = 1
  private static let tcpv6: UInt8 = 4
  private static let congestion: UInt8 = 0x80

  /// Reads the header at the start of `bytes`, which are that long. What the device says and cannot be is as if
  /// it had said nothing: the stack then looks at the frame itself.
  /// - Parameter frameByteCount: of the frame behind it.
  static func parse(_ bytes: RawSpan, frameByteCount: Int) -> FrameOffload {
    var offload = FrameOffload()
    let flags = bytes.readUInt8(at: 0)
    let size = Int(bytes.readUInt16(at: 4).byteSwapped)
    switch bytes.readUInt8(at: 1) & ~congestion {
    case tcpv4 where size > 0: offload.segmentation = .tcpv4(size)
    case tcpv6 where size > 0: offload.segmentation = .tcpv6(size)
    default: break
    }
    offload.headerByteCount = Int(bytes.readUInt16(at: 2).byteSwapped)
    if flags & needsChecksum != 0 {
      let start = Int(bytes.readUInt16(at: 6).byteSwapped)
      let offset = Int(bytes.readUInt16(at: 8).byteSwapped)
      if start + offset + 2 <= frameByteCount {
        offload.checksum = .partial(start: start, offset: offset)
      }
    } else if flags & dataIsValid != 0 {
      offload.checksum = .verified
    }
    return offload
  }

  /// The buffers that a received frame takes, as the device says; only with VIRTIO_NET_F_MRG_RXBUF.
  static func buffers(_ bytes: RawSpan) -> Int { Int(bytes.readUInt16(at: 10).byteSwapped) }

  /// Writes the header of a frame to be sent to the start of `bytes`.
  static func emit(_ offload: FrameOffload, into bytes: inout MutableRawSpan) {
    var (flags, kind): (UInt8, UInt8) = (0, 0)
    var (size, start, offset) = (0, 0, 0)
    if case .partial(let from, let place) = offload.checksum {
      flags = needsChecksum
      (start, offset) = (from, place)
    }
    switch offload.segmentation {
    case .none: break
    case .tcpv4(let bytes): (kind, size) = (tcpv4, bytes)
    case .tcpv6(let bytes): (kind, size) = (tcpv6, bytes)
    }
    bytes.write(flags, at: 0)
    bytes.write(kind, at: 1)
    bytes.write(UInt16(offload.headerByteCount).byteSwapped, at: 2)
    bytes.write(UInt16(size).byteSwapped, at: 4)
    bytes.write(UInt16(start).byteSwapped, at: 6)
    bytes.write(UInt16(offset).byteSwapped, at: 8)
    bytes.write(UInt16(0), at: 10)
  }
}

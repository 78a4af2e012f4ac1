// A checksum over a whole segment is made where its bytes are touched anyway: while the payload is copied
// (`InternetChecksum.copy`), or by the device.

public import Bytes

/// What an emitted segment says in its checksum's field.
public enum ChecksumField: Sendable {
  /// The sum of pseudo header and payload is this; the header is added.
  case complete(InternetChecksum)
  /// The device adds header and payload to the sum of the pseudo header, which is this (virtio 1.2, 5.1.6.2:
  /// VIRTIO_NET_HDR_F_NEEDS_CSUM).
  case partial(InternetChecksum)
  /// None: 0, which only UDP over IPv4 allows (RFC 768).
  case absent

  /// - Parameter header: the sum of the header, its checksum's field being 0.
  @inline(__always)
  func value(header: InternetChecksum) -> UInt16 {
    switch self {
    case .complete(var sum):
      sum.add(header)
      return sum.value
    case .partial(let sum): return sum.folded
    case .absent: return 0
    }
  }
}

// A frame: what both directions of the inspector's port are made of.
//
//     0        1        2        3        4        5        6        7
//     +--------+--------+--------+--------+--------+--------+--------+--------- … -+
//     |  0xB5  |  0x4D  |  kind  |      length     |      check      |    body     |
//     +--------+--------+--------+--------+--------+--------+--------+--------- … -+
//
// Numbers are little-endian. `length` counts the body, at most `InspectionLimits.body`. `check` is the
// Fletcher-16 checksum (RFC 1146 §4.1, modulo 255) of kind, length and body.
//
// The port is a stream that its host's end may be cut off from and joined to at any byte, so a reader
// that finds no frame where one should begin looks for the next place where one does (FrameDecoder).

/// A frame: its kind, and a body that is not looked into here.
public struct InspectionFrame: Equatable, Sendable {
  public let kind: UInt8
  /// At most `InspectionLimits.body` bytes.
  public let body: [UInt8]

  /// - Precondition: the body is not too long.
  public init(kind: UInt8, body: [UInt8]) {
    precondition(body.count <= InspectionLimits.body, "a frame's body is too long")
    self.kind = kind
    self.body = body
  }

  static let mark: (UInt8, UInt8) = (0xb5, 0x4d)
  /// Bytes before the body.
  static let header = 7

  /// The frame as it is sent.
  @export(interface)
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(InspectionFrame.header + body.count)
    bytes.append(InspectionFrame.mark.0)
    bytes.append(InspectionFrame.mark.1)
    bytes.append(kind)
    bytes.append(UInt8(truncatingIfNeeded: body.count))
    bytes.append(UInt8(truncatingIfNeeded: body.count >> 8))
    var check = Fletcher()
    for byte in bytes[2...] { check.add(byte) }
    for byte in body { check.add(byte) }
    bytes.append(UInt8(truncatingIfNeeded: check.value))
    bytes.append(UInt8(truncatingIfNeeded: check.value >> 8))
    bytes.append(contentsOf: body)
    return bytes
  }
}

/// The Fletcher-16 checksum.
struct Fletcher {
  private var first: UInt32 = 0
  private var second: UInt32 = 0

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    first += UInt32(byte)
    if first >= 255 { first -= 255 }
    second += first
    if second >= 255 { second -= 255 }
  }

  var value: UInt16 { UInt16(second << 8 | first) }
}

// The older form, which tcpdump writes (draft-ietf-opsawg-pcap, sections 4 and 5):
//
//     magic 32 | version 2.4 | 0 | 0 | snap length 32 | link 32
//     seconds 32 | fraction 32 | captured 32 | original 32 | bytes…     for each packet
//
// The magic number says the byte order, and whether fractions are microseconds or nanoseconds.

import Time

extension CaptureFile {
  /// The byte order and the length of a fraction, in nanoseconds; nil: it is no such file.
  static func oldForm(_ bytes: [UInt8]) -> (isBigEndian: Bool, fraction: UInt64)? {
    switch Array(bytes.prefix(4)) {
    case [0xd4, 0xc3, 0xb2, 0xa1]: (false, 1000)
    case [0xa1, 0xb2, 0xc3, 0xd4]: (true, 1000)
    case [0x4d, 0x3c, 0xb2, 0xa1]: (false, 1)
    case [0xa1, 0xb2, 0x3c, 0x4d]: (true, 1)
    default: nil
    }
  }

  static func readOld(
    _ bytes: [UInt8], isBigEndian: Bool, fraction: UInt64
  ) throws(Failure) -> Capture {
    func word(_ offset: Int) -> UInt64 {
      let digits = bytes[offset..<offset + 4]
      return isBigEndian
        ? digits.reduce(0) { $0 << 8 | UInt64($1) }
        : digits.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    guard bytes.count >= 24 else { throw Failure(offset: 0, reason: "the header is cut off") }
    // The upper bits say something about frame check sequences.
    guard word(20) & 0xffff == UInt64(ethernet) else {
      throw Failure(offset: 20, reason: "the packets are not those of an Ethernet")
    }
    let port = PortNumber(1)
    var capture = Capture(ports: [port: "interface 0"], packets: [])
    var offset = 24
    while offset < bytes.count {
      guard bytes.count - offset >= 16 else {
        throw Failure(offset: offset, reason: "a packet is cut off")
      }
      let count = Int(word(offset + 8))
      guard count <= bytes.count - offset - 16 else {
        throw Failure(offset: offset, reason: "a packet is cut off")
      }
      // 32 bits of seconds and of fractions fit into 64 bits of nanoseconds.
      let time = word(offset) * 1_000_000_000 + word(offset + 4) * fraction
      capture.packets.append(
        CapturedPacket(
          number: UInt64(capture.packets.count + 1), time: Instant(nanoseconds: time), port: port,
          direction: .incoming, byteCount: Int(word(offset + 12)),
          bytes: Array(bytes[offset + 16..<offset + 16 + count])))
      offset += 16 + count
    }
    return capture
  }
}

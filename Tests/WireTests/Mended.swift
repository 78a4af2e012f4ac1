import Bytes

@testable import Wire

/// Makes the checksums of a frame right, as far as lengths allow.
enum Mended {
  static func mend(_ frame: inout [UInt8]) {
    guard frame.count > 34 else { return }
    let start = frame[12] == 0x81 && frame[13] == 0 ? 18 : 14
    guard start < frame.count else { return }
    switch frame[start] >> 4 {
    case 4: ipv4(&frame, start)
    case 6: ipv6(&frame, start)
    default: break
    }
  }

  private static func ipv4(_ frame: inout [UInt8], _ start: Int) {
    let length = Int(frame[start] & 15) * 4
    guard length >= 20, start + length <= frame.count else { return }
    set(&frame, at: start + 10, over: start..<start + length, InternetChecksum())
    let copy = frame
    let bytes = copy.span.bytes
    let total = Int(bytes.readUInt16(at: start + 2))
    guard total >= length, start + total <= frame.count else { return }
    let kind = InternetProtocol(rawValue: frame[start + 9])
    let pseudoHeader = PseudoHeader(
      source: bytes.readIPv4Address(at: start + 12),
      destination: bytes.readIPv4Address(at: start + 16), protocol: kind)
    transport(&frame, kind, start + length..<start + total, pseudoHeader)
  }

  private static func ipv6(_ frame: inout [UInt8], _ start: Int) {
    let copy = frame
    let bytes = copy.span.bytes.extracting(start..<copy.count)
    guard let (header, payload) = try? IPv6Header.parse(bytes),
      let chain = try? IPv6Extensions.parse(bytes, header, payload: payload)
    else { return }
    let pseudoHeader = PseudoHeader(
      source: header.source, destination: header.destination, protocol: chain.protocol)
    transport(&frame, chain.protocol, chain.payload.shifted(by: start), pseudoHeader)
  }

  private static func transport(
    _ frame: inout [UInt8], _ kind: InternetProtocol, _ range: Range<Int>,
    _ pseudoHeader: PseudoHeader
  ) {
    let places: [InternetProtocol: Int] = [.icmpv4: 2, .icmpv6: 2, .udp: 6, .tcp: 16]
    guard let place = places[kind], range.count >= place + 2 else { return }
    var sum = InternetChecksum()
    if kind != .icmpv4 { sum = pseudoHeader.checksum(byteCount: range.count) }
    set(&frame, at: range.lowerBound + place, over: range, sum)
  }

  private static func set(
    _ frame: inout [UInt8], at place: Int, over range: Range<Int>, _ start: InternetChecksum
  ) {
    var sum = start
    frame.edit { $0.write(0 as UInt16, at: place) }
    sum.add(frame.span.bytes.extracting(range))
    let value = sum.value
    frame.edit { $0.write(value, at: place) }
  }
}

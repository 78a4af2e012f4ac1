import Bytes
import Testing

@testable import Wire

@Suite struct IPv4Tests {
  /// Made by hand after RFC 791, section 3.1; its checksum is that of scapy.
  private let datagram = bytes(
    "4500 001e fd47 4000 40 11 2977 0a070001 0a070002 91270009000ae28e780a 0000")

  /// With the checksum made right.
  private func mended(_ edit: (inout [UInt8]) -> Void) -> [UInt8] {
    var bytes = datagram
    edit(&bytes)
    (bytes[10], bytes[11]) = (0, 0)
    var sum = InternetChecksum()
    sum.add(bytes.span.bytes.extracting(0..<min(bytes.count, max(20, Int(bytes[0] & 15) * 4))))
    let value = sum.value
    bytes.edit { $0.write(value, at: 10) }
    return bytes
  }

  private func failure(_ bytes: [UInt8]) -> WireFailure? {
    do throws(WireFailure) {
      _ = try IPv4Header.parse(bytes.span.bytes)
      return nil
    } catch { return error }
  }

  @Test func deconstruct() throws {
    let (header, payload) = try IPv4Header.parse(datagram.span.bytes)
    #expect(header.source == IPv4Address(10, 7, 0, 1))
    #expect(header.destination == IPv4Address(10, 7, 0, 2))
    #expect(header.protocol == .udp && header.timeToLive == 64)
    #expect(header.identification == 0xfd47 && header.dontFragment && !header.isFragment)
    #expect(header.byteCount == 20)
    // Two bytes of padding are no payload.
    #expect(payload == 20..<30)
  }

  @Test func construct() {
    var header = IPv4Header(
      source: IPv4Address(10, 7, 0, 1), destination: IPv4Address(10, 7, 0, 2), protocol: .udp)
    header.identification = 0xfd47
    header.dontFragment = true
    #expect(
      emitted(20) { header.emit(into: &$0, payloadByteCount: 10) } == Array(datagram.prefix(20)))
  }

  @Test func `a datagram that is too short is refused`() {
    for length in 0..<30 { #expect(failure(Array(datagram.prefix(length))) == .truncated) }
  }

  @Test func `what cannot be is refused`() {
    #expect(failure(mended { $0[0] = 0x65 }) == .version)
    #expect(failure(mended { $0[0] = 0x44 }) == .length)
    #expect(failure(mended { $0[3] = 19 }) == .length)
    #expect(failure(mended { $0[3] = 33 }) == .truncated)
    #expect(failure(mended { $0[0] = 0x4f }) == .truncated)
    // The last fragment would end behind byte 65,535.
    #expect(failure(mended { ($0[6], $0[7]) = (0x1f, 0xff) }) == .length)
    #expect(failure(mended { $0[8] = 3 }) == nil)
  }

  @Test func `a wrong checksum is refused, unless the device has seen it`() throws {
    for bit in 0..<160 where ![0, 1, 2, 3].contains(bit / 8) {
      var bytes = datagram
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(failure(bytes) == .checksum)
      #expect(throws: Never.self) { try IPv4Header.parse(bytes.span.bytes, isVerified: true) }
    }
  }

  @Test func `the reserved flag does not matter`() {
    #expect(failure(mended { $0[6] |= 0x80 }) == nil)
  }

  @Test func `fragments are told from wholes`() throws {
    let last = try IPv4Header.parse(mended { ($0[6], $0[7]) = (0, 1) }.span.bytes).header
    #expect(last.isFragment && last.fragmentOffset == 8 && !last.moreFragments)
    let first = try IPv4Header.parse(mended { ($0[6], $0[7]) = (0x20, 0) }.span.bytes).header
    #expect(first.isFragment && first.moreFragments)
  }

  /// - Returns: types and lengths, and how it ended.
  private func options(_ text: String) throws -> (found: [[Int]], failure: WireFailure?, at: Int) {
    let options = bytes(text)
    var datagram = datagram
    datagram.insert(contentsOf: options, at: 20)
    datagram[0] = UInt8(0x45 + options.count / 4)
    datagram[3] += UInt8(options.count)
    let (header, _) = try IPv4Header.parse(datagram.span.bytes, isVerified: true)
    var cursor = IPv4OptionCursor(header)
    var found: [[Int]] = []
    do throws(WireFailure) {
      while let option = try cursor.next(in: datagram.span.bytes) {
        found.append([Int(option.type), option.data.count])
      }
      return (found, nil, cursor.position)
    } catch {
      return (found, error, cursor.position)
    }
  }

  @Test func `options are walked over`() throws {
    let found = try options("01 94040000 01 0703 04 00 ffffff").found
    #expect(found == [[148, 2], [7, 1]])
    #expect(try options("82030a 00").found == [[130, 1]])
    #expect(
      IPv4Option(type: 148, data: 0..<0).isCopied && !IPv4Option(type: 7, data: 0..<0).isCopied)
  }

  @Test(arguments: [
    "01010107", "07000000", "07010000", "07050000", "940400ff 00000007", "07ff0000",
  ])
  func `an option that cannot be is refused, and its place is known`(text: String) throws {
    let result = try options(text)
    #expect(result.failure == (text.hasPrefix("9404") ? nil : .length))
    if !text.hasPrefix("9404") { #expect(result.at == (text == "01010107" ? 23 : 20)) }
  }

  @Test func `a quote needs its header only`() throws {
    let quote = Array(datagram.prefix(28))
    let (header, length) = try IPv4Header.parseQuoted(quote.span.bytes)
    #expect(header.destination == IPv4Address(10, 7, 0, 2) && length == 30)
    let ports = try TransportQuote.parse(quote.span.bytes.extracting(20..<28))
    #expect(ports.sourcePort == Port(0x9127) && ports.destinationPort == Port(9))
    for length in 20..<28 {
      let part = Array(quote.prefix(length))
      #expect(throws: WireFailure.truncated) {
        try TransportQuote.parse(part.span.bytes.extracting(20..<length))
      }
    }
  }
}

import Bytes
import Testing

@testable import Wire

@Suite struct TCPTests {
  /// A SYN of Linux 6: made with the addresses 10.7.0.1 and 10.7.0.2.
  private let pseudoHeader = PseudoHeader(
    source: IPv4Address(10, 7, 0, 1), destination: IPv4Address(10, 7, 0, 2), protocol: .tcp)
  private let syn = bytes(
    "a20a0050 55fbb9af 00000000 a002faf0 78350000 020405b4 0402080aae29609700000000 0103030a")
  private var header: TCPHeader {
    var header = TCPHeader(
      sourcePort: Port(0xa20a), destinationPort: Port(80),
      sequenceNumber: SequenceNumber(0x55fb_b9af),
      flags: .syn, window: 0xfaf0)
    header.options.maximumSegmentSize = 1460
    header.options.sackPermitted = true
    header.options.timestamps = TCPTimestamps(value: 0xae29_6097, echo: 0)
    header.options.windowScale = 10
    return header
  }

  private func failure(_ bytes: [UInt8], isVerified: Bool = true) -> WireFailure? {
    do throws(WireFailure) {
      _ = try TCPHeader.parse(bytes.span.bytes, pseudoHeader: isVerified ? nil : pseudoHeader)
      return nil
    } catch { return error }
  }

  /// A segment with these options, padded.
  private func segment(_ options: String) -> [UInt8] {
    var options = bytes(options)
    while options.count % 4 != 0 { options.append(0) }
    var segment = Array(syn.prefix(20)) + options
    segment[12] = UInt8((20 + options.count) / 4) << 4
    return segment
  }

  private func options(_ text: String) throws -> TCPOptions {
    try TCPHeader.parse(segment(text).span.bytes, pseudoHeader: nil).header.options
  }

  @Test func deconstruct() throws {
    let (header, data) = try TCPHeader.parse(syn.span.bytes, pseudoHeader: pseudoHeader)
    #expect(header == self.header)
    #expect(data == 40..<40)
  }

  @Test func construct() {
    let sum = pseudoHeader.checksum(byteCount: 40)
    #expect(emitted(40) { header.emit(into: &$0, checksum: .complete(sum)) } == syn)
  }

  @Test func `a segment that is too short is refused`() {
    for length in 0..<40 { #expect(failure(Array(syn.prefix(length))) == .truncated) }
    var short = syn
    short[12] = 0x40
    #expect(failure(short) == .length)
  }

  @Test func `a wrong checksum is refused`() {
    for bit in 0..<320 where bit / 8 != 12 {
      var bytes = syn
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(failure(bytes, isVerified: false) == .checksum)
    }
  }

  @Test func `port 0 is nobody's`() {
    var bytes = syn
    (bytes[0], bytes[1]) = (0, 0)
    #expect(failure(bytes) == .value)
    bytes = syn
    (bytes[2], bytes[3]) = (0, 0)
    #expect(failure(bytes) == .value)
  }

  @Test func `reserved bits do not matter`() {
    var bytes = syn
    bytes[12] |= 0x0f
    #expect(failure(bytes) == nil)
  }

  @Test func `options are found in any order, between unknown ones`() throws {
    let found = try options("1e06aabbccdd 030307 fe04beef 0402 01 01 020405b4 00 0808")
    #expect(found.windowScale == 7 && found.sackPermitted && found.maximumSegmentSize == 1460)
    #expect(found.timestamps == nil)
  }

  @Test func `timestamps are found in the usual form and in any other`() throws {
    let expected = TCPTimestamps(value: 0x0102_0304, echo: 0x0506_0708)
    #expect(try options("0101080a0102030405060708").timestamps == expected)
    #expect(try options("080a0102030405060708").timestamps == expected)
    #expect(try options("01080a0102030405060708").timestamps == expected)
  }

  @Test func `blocks of SACK are found`() throws {
    let blocks = try options("0101 051a 00000001 00000002 00000003 00000004 00000005 00000006")
      .sackBlocks
    #expect(
      blocks.count == 3 && blocks[2].left == SequenceNumber(5)
        && blocks[0].right == SequenceNumber(2))
    #expect(try options("0522" + String(repeating: "00000001", count: 8)).sackBlocks.count == 4)
  }

  @Test func `a window is shifted by 14 at most`() throws {
    #expect(try options("03030e").windowScale == 14)
    #expect(try options("03030f").windowScale == 14)
    #expect(try options("0303ff").windowScale == 14)
  }

  @Test func `what comes twice counts the second time`() throws {
    let found = try options("02040001 02040002 050a0000000100000002 050a0000000300000004")
    #expect(found.maximumSegmentSize == 2)
    #expect(found.sackBlocks.count == 1 && found.sackBlocks[0].left == SequenceNumber(3))
  }

  @Test(arguments: [
    "08000000", "08010000", "01010102", "02ff0000", "0205000000", "03020000", "04030000",
    "05020000",
    "050b000000010000000200", "0809000000000000 00", "050900000001000000", "00000000fe",
  ])
  func `an option that cannot be is refused`(text: String) {
    // Behind the end of options there may be anything.
    #expect(failure(segment(text)) == (text.hasPrefix("00") ? nil : .length))
  }

  @Test func `options are aligned when there is room, and packed when not`() throws {
    var header = header
    header.options = TCPOptions()
    header.options.timestamps = TCPTimestamps(value: 1, echo: 2)
    header.options.sackBlocks.append(SACKBlock(left: SequenceNumber(3), right: SequenceNumber(4)))
    let usual = emitted(44) {
      header.emit(into: &$0, checksum: .complete(pseudoHeader.checksum(byteCount: 44)))
    }
    #expect(Array(usual[20...]) == bytes("0101080a 00000001 00000002 0101050a 00000003 00000004"))
    // 39 bytes as they are, 44 with padding.
    header.options = TCPOptions()
    header.options.windowScale = 2
    header.options.sackPermitted = true
    for _ in 0..<4 {
      header.options.sackBlocks.append(SACKBlock(left: SequenceNumber(3), right: SequenceNumber(4)))
    }
    #expect(header.byteCount == 60)
    let tight = emitted(60) {
      header.emit(into: &$0, checksum: .complete(pseudoHeader.checksum(byteCount: 60)))
    }
    #expect(try TCPHeader.parse(tight.span.bytes, pseudoHeader: pseudoHeader).header == header)
  }

  @Test func `more options than there is room for are the caller's mistake`() async {
    await #expect(processExitsWith: .failure) {
      var header = TCPHeader(
        sourcePort: Port(1), destinationPort: Port(2), sequenceNumber: SequenceNumber(0),
        flags: .syn,
        window: 0)
      header.options.timestamps = TCPTimestamps(value: 1, echo: 2)
      for _ in 0..<4 {
        header.options.sackBlocks.append(
          SACKBlock(left: SequenceNumber(3), right: SequenceNumber(4)))
      }
      _ = emitted(100) { header.emit(into: &$0, checksum: .absent) }
    }
  }
}

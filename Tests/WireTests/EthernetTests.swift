import Testing

@testable import Wire

@Suite struct EthernetTests {
  private let frame = bytes("ffffffffffff 525400000701 0806 0102")
  private let tagged = bytes("525400000702 525400000701 8100 b064 86dd 0102")

  @Test func deconstruct() throws {
    let (header, payload) = try EthernetHeader.parse(frame.span.bytes)
    #expect(header.destination == .broadcast)
    #expect(header.source == MACAddress("52:54:00:00:07:01"))
    #expect(header.type == .arp && header.tag == nil)
    #expect(payload == 14..<16)
  }

  @Test func construct() throws {
    let header = EthernetHeader(
      destination: .broadcast, source: MACAddress("52:54:00:00:07:01")!, type: .arp)
    #expect(emitted(14) { header.emit(into: &$0) } == Array(frame.prefix(14)))
    let other = EthernetHeader(
      destination: MACAddress("52:54:00:00:07:02")!, source: MACAddress("52:54:00:00:07:01")!,
      type: .ipv6, tag: VLANTag(identifier: 100, priority: 5, isDropEligible: true))
    #expect(emitted(18) { other.emit(into: &$0) } == Array(tagged.prefix(18)))
  }

  @Test func `a tag is recognised`() throws {
    let (header, payload) = try EthernetHeader.parse(tagged.span.bytes)
    #expect(header.tag?.identifier == 100 && header.tag?.priority == 5)
    #expect(header.tag?.isDropEligible == true)
    #expect(header.type == .ipv6 && payload == 18..<20)
  }

  @Test func `a length in the type's place, and a second tag, are not supported`() {
    for text in [
      "ffffffffffff 525400000701 05ff 00", "ffffffffffff 525400000701 8100 0001 8100 0002 0800",
    ] {
      let frame = bytes(text)
      #expect(throws: WireFailure.unsupported) { try EthernetHeader.parse(frame.span.bytes) }
    }
  }

  @Test func `a frame that is too short is refused`() {
    for (whole, count) in [(frame, 14), (tagged, 18)] {
      for length in 0..<count {
        let part = Array(whole.prefix(length))
        #expect(throws: WireFailure.truncated) { try EthernetHeader.parse(part.span.bytes) }
      }
    }
  }
}

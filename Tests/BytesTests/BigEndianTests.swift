import Bytes
import Testing

@Suite struct BigEndianTests {
  @Test func `numbers are read with the most significant byte first`() {
    let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    let span = bytes.span.bytes
    #expect(span.readUInt8(at: 8) == 9)
    #expect(span.readUInt16(at: 1) == 0x0203)
    #expect(span.readUInt32(at: 3) == 0x0405_0607)
    #expect(span.readUInt64(at: 1) == 0x0203_0405_0607_0809)
  }

  @Test func `what is written is read, and nothing else is touched`() {
    var bytes = [UInt8](repeating: 0xee, count: 17)
    bytes.edit { span in
      span.write(0x01 as UInt8, at: 1)
      span.write(0x0203 as UInt16, at: 2)
      span.write(0x0405_0607 as UInt32, at: 4)
      span.write(0x0809_0a0b_0c0d_0e0f as UInt64, at: 8)
    }
    #expect(bytes == [0xee] + Array(1...15) + [0xee])
  }

  @Test func `bytes are copied and cleared where they were asked for`() {
    var bytes = [UInt8](repeating: 0xee, count: 6)
    let source: [UInt8] = [1, 2, 3]
    bytes.edit { span in
      span.write(source.span.bytes, at: 2)
      span.clear(3..<4)
    }
    #expect(bytes == [0xee, 0xee, 1, 0, 3, 0xee])
    let nothing: [UInt8] = []
    var empty = nothing
    empty.edit { none in
      none.write(nothing.span.bytes, at: 0)
      none.clear(0..<0)
    }
    #expect(empty.isEmpty)
  }

  @Test func `what lies outside traps`() async {
    await #expect(processExitsWith: .failure) { read([1, 2, 3]) { _ = $0.readUInt32(at: 0) } }
    await #expect(processExitsWith: .failure) { read([1]) { _ = $0.readUInt8(at: -1) } }
    await #expect(processExitsWith: .failure) { read([1]) { _ = $0.readUInt16(at: 0) } }
    await #expect(processExitsWith: .failure) {
      var bytes: [UInt8] = [1, 2, 3]
      bytes.edit { $0.write(1 as UInt16, at: 2) }
    }
    await #expect(processExitsWith: .failure) {
      var bytes: [UInt8] = [1, 2, 3]
      let source: [UInt8] = [1, 2]
      bytes.edit { $0.write(source.span.bytes, at: 2) }
    }
  }
}

/// Lets `body` look at `bytes`.
private func read(_ bytes: [UInt8], _ body: (RawSpan) -> Void) { body(bytes.span.bytes) }

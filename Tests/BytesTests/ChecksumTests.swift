import Bytes
import SeededNumbers
import Testing

/// The Internet checksum, beside the sum that RFC 1071 describes, a word at a time.
@Suite struct ChecksumTests {
  /// RFC 1071, section 1: pairs of bytes, carries added at the end.
  private func reference(_ bytes: [UInt8]) -> UInt16 {
    var sum: UInt32 = 0
    for index in stride(from: 0, to: bytes.count, by: 2) {
      let second = index + 1 < bytes.count ? bytes[index + 1] : 0
      sum += UInt32(bytes[index]) << 8 | UInt32(second)
      sum = (sum & 0xffff) + (sum >> 16)
    }
    return ~UInt16(sum)
  }

  private func checksum(_ bytes: [UInt8]) -> InternetChecksum {
    var checksum = InternetChecksum()
    checksum.add(bytes.span.bytes)
    return checksum
  }

  @Test func `the example of RFC 1071`() {
    // Section 3: the sum is ddf2.
    let bytes: [UInt8] = [0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]
    #expect(checksum(bytes).folded == 0xddf2)
    #expect(checksum(bytes).value == ~0xddf2)
  }

  @Test func `every length is right, wherever it begins`() {
    var numbers = SplitMix(state: 1)
    let memory = (0..<400).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    for length in 0..<300 {
      for start in [0, 1, 2, 3, 7, 8, 15, 16, 63] {
        let part = memory.span.bytes.extracting(start..<start + length)
        var checksum = InternetChecksum()
        checksum.add(part)
        #expect(checksum.value == reference(Array(memory[start..<start + length])))
      }
    }
  }

  @Test(arguments: [UInt8(0), 1, 0x7f, 0x80, 0xfe, 0xff])
  func `carries are not lost`(byte: UInt8) {
    for length in [1, 2, 63, 64, 65, 1500, 65535, 70000] {
      let bytes = [UInt8](repeating: byte, count: length)
      #expect(checksum(bytes).value == reference(bytes))
    }
  }

  @Test func `pieces of any lengths make the sum of the whole`() {
    var numbers = SplitMix(state: 2)
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...300, using: &numbers)).map { _ in
        UInt8.random(in: 0...255, using: &numbers)
      }
      var checksum = InternetChecksum()
      var start = 0
      while start < bytes.count {
        let end = Int.random(in: start...bytes.count, using: &numbers)
        checksum.add(bytes.span.bytes.extracting(start..<end))
        start = end
      }
      #expect(checksum.value == reference(bytes))
    }
  }

  @Test func `a copy is the same bytes and the same sum`() {
    var numbers = SplitMix(state: 3)
    for length in Array(0..<200) + [1459, 1460, 1500] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      var copied = [UInt8](repeating: 0xaa, count: length + 7)
      var checksum = InternetChecksum()
      copied.edit { checksum.copy(bytes.span.bytes, into: &$0, at: 3) }
      #expect(checksum.value == reference(bytes))
      #expect(copied == [0xaa, 0xaa, 0xaa] + bytes + [0xaa, 0xaa, 0xaa, 0xaa])
    }
  }

  @Test func `words are added as if they stood in the bytes`() {
    let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
    var checksum = InternetChecksum()
    checksum.add(0x0102 as UInt16)
    checksum.add(0x0304_0506 as UInt32)
    checksum.add(0x0708_090a_0b0c_0d0e as UInt64)
    #expect(checksum.value == reference(bytes))
    var apart = InternetChecksum()
    apart.add(checksum)
    #expect(apart.value == checksum.value)
  }

  @Test func `bytes with their checksum are right, and wrong after any change of one bit`() {
    var numbers = SplitMix(state: 4)
    var bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    (bytes[10], bytes[11]) = (0, 0)
    let value = checksum(bytes).value
    (bytes[10], bytes[11]) = (UInt8(value >> 8), UInt8(value & 255))
    #expect(checksum(bytes).isRight)
    for bit in 0..<8 * bytes.count {
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(!checksum(bytes).isRight)
      bytes[bit / 8] ^= 1 << (bit % 8)
    }
  }

  @Test func `the examples of RFC 1624`() {
    // Section 4: a change that makes the sum all ones, where RFC 1141's formula gives 0xffff.
    #expect(InternetChecksum.updated(0xdd2f, from: 0x5555 as UInt16, to: 0x3285) == 0x0000)
  }

  @Test func `an update gives what summing again would`() {
    var numbers = SplitMix(state: 5)
    for _ in 0..<2000 {
      var bytes = (0..<20).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      let old = checksum(bytes).value
      let place = 4 * Int.random(in: 0..<5, using: &numbers)
      let before = bytes.span.bytes.readUInt32(at: place)
      let after = UInt32.random(in: 0...UInt32.max, using: &numbers)
      bytes.edit { $0.write(after, at: place) }
      #expect(InternetChecksum.updated(old, from: before, to: after) == checksum(bytes).value)
    }
  }
}

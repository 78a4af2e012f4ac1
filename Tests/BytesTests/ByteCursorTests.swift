import Bytes
import Testing

@Suite struct ByteCursorTests {
  @Test func `bytes are read from front to back`() {
    let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    let span = bytes.span.bytes
    var cursor = ByteCursor(span)
    #expect(cursor.takeUInt8(of: span) == 1)
    #expect(cursor.takeUInt16(of: span) == 0x0203)
    #expect(cursor.takeUInt32(of: span) == 0x0405_0607)
    #expect(cursor.take(1) == 7..<8)
    #expect(cursor.remaining == 1)
    #expect(!cursor.isAtEnd)
    #expect(cursor.takeUInt8(of: span) == 9)
    #expect(cursor.isAtEnd)
  }

  @Test func `a read beyond the end leaves the cursor where it was`() {
    let bytes: [UInt8] = [1, 2, 3, 4, 5]
    let span = bytes.span.bytes
    var cursor = ByteCursor(1..<4)
    #expect(cursor.takeUInt32(of: span) == nil)
    #expect(cursor.take(4) == nil)
    #expect(cursor.take(-1) == nil)
    #expect(cursor.position == 1)
    #expect(cursor.takeUInt16(of: span) == 0x0203)
    #expect(cursor.takeUInt16(of: span) == nil)
    #expect(cursor.takeUInt8(of: span) == 4)
    #expect(cursor.takeUInt8(of: span) == nil)
    #expect(cursor.take(0) == 4..<4)
  }
}

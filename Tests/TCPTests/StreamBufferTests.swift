// The buffers' memory: what is where, and that all of it comes back.

import Bytes
import SeededNumbers
import Testing

@testable import TCP

@Suite struct StreamBufferTests {
  /// Writes in and out of order, reads, forgets: against bytes that are simply kept.
  @Test(arguments: 0..<200)
  func `a buffer holds what was written`(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let pool = BufferPool(limit: 120_000, kept: 20_000)
    var buffer = StreamBuffer(pool: pool, isForSending: false)
    var early: Range<Int>?
    for _ in 0..<60 {
      switch random.next() % 5 {
      case 0:
        let count = Int(random.next() % 9000)
        let done = buffer.append(Stream.bytes(.local, buffer.end, count).span.bytes, limit: count)
        if let range = early, range.lowerBound <= buffer.end {
          buffer.extend(to: max(range.upperBound, buffer.end))
          early = nil
          buffer.holdsEarly = false
        }
        #expect(done <= count)
      case 1 where early == nil:
        let start = buffer.end + 1 + Int(random.next() % 20_000)
        let bytes = Stream.bytes(.local, start, 1 + Int(random.next() % 6000))
        let done = buffer.write(bytes.span.bytes, 0..<bytes.count, at: start)
        if done > 0 {
          early = start..<start + done
          buffer.holdsEarly = true
        }
      case 2 where early != nil && random.next() % 4 == 0:
        early = nil
        buffer.holdsEarly = false
        buffer.dropEarly()
      case 3: buffer.drop(Int(random.next() % UInt64(buffer.count + 1)))
      default: read(&buffer, Int(random.next() % 7000))
      }
      verify(&buffer)
      #expect(buffer.byteCountInUse == pool.bytesInUse && pool.bytesInUse <= pool.limit)
      if buffer.count == 0, early == nil { #expect(pool.bytesInUse == 0) }
    }
    buffer.removeAll()
    #expect(pool.bytesInUse == 0)
    #expect(pool.bytesKept <= 20_000)
  }

  private func read(_ buffer: inout StreamBuffer, _ count: Int) {
    let start = buffer.start
    var bytes = [UInt8](repeating: 0, count: count)
    var elements = bytes.mutableSpan
    var target = elements.mutableBytes
    let done = buffer.read(into: &target)
    #expect(Array(bytes[..<done]) == Stream.bytes(.local, start, done))
  }

  private func verify(_ buffer: inout StreamBuffer) {
    let start = buffer.start
    var bytes = [UInt8](repeating: 0, count: buffer.count)
    var sum = InternetChecksum()
    var elements = bytes.mutableSpan
    var target = elements.mutableBytes
    buffer.copy(start, buffer.count, into: &target, at: 0, checksum: &sum)
    #expect(bytes == Stream.bytes(.local, start, bytes.count))
    let first = buffer.withFirst { $0.byteCount }
    #expect(first > 0 || buffer.count == 0)
  }

  @Test func `a sender leaves a quarter for what arrives`() {
    let pool = BufferPool(limit: 40 * BufferChunk.byteCount)
    var sending = StreamBuffer(pool: pool, isForSending: true)
    let bytes = [UInt8](repeating: 1, count: 1_000_000)
    #expect(sending.append(bytes.span.bytes, limit: 1_000_000) == 30 * BufferChunk.byteCount)
    #expect(pool.refusals == 1)
    var receiving = StreamBuffer(pool: pool, isForSending: false)
    #expect(receiving.append(bytes.span.bytes, limit: 1_000_000) == 10 * BufferChunk.byteCount)
    sending.removeAll()
    receiving.removeAll()
    #expect(pool.bytesInUse == 0 && pool.peakBytesInUse == pool.limit)
  }

  @Test func `memory that comes back is used again`() {
    let pool = BufferPool(limit: 1 << 20)
    var buffer = StreamBuffer(pool: pool, isForSending: true)
    let bytes = [UInt8](repeating: 1, count: 10_000)
    for _ in 0..<100 {
      _ = buffer.append(bytes.span.bytes, limit: 10_000)
      buffer.drop(10_000)
    }
    // Three pieces at a time, or four where they do not begin together.
    #expect(pool.allocations <= 4)
  }
}

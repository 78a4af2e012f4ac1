// Memory for a stretch of a stream. Chunks are taken from a `BufferPool` and go back there; in between they are
// linked in the order of what they hold.
//
//     StreamBuffer.first ─► [ 0 … 4063 ] ─► [ 4064 … 8127 ] ─► [ 16256 … 20319 ]     gaps are no memory

/// `BufferChunk.byteCount` bytes and their place in a stream.
final class BufferChunk {
  /// Bytes of one chunk: with the array's own 32 it fills a page.
  static var byteCount: Int { 4064 }

  var bytes: [UInt8]
  /// Offset in the stream of the first byte: a multiple of `byteCount`.
  var position = 0
  /// With a greater position; in the pool, another that is free.
  var next: BufferChunk?

  init() { bytes = [UInt8](repeating: 0, count: Self.byteCount) }
}

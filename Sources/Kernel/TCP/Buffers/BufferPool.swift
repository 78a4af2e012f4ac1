// Where all connections of a stack get the memory of their buffers, so that one number bounds them all.
//
// Chunks that came back are kept for the next who wants one, up to a limit: a connection that sends and is
// acknowledged all the time does not allocate. A sender may use three quarters of the memory only: what is left
// is for data that arrives, so that peers who do not read cannot keep others from being heard.

/// A bounded supply of memory for streams. One may serve any number of connections.
public final class BufferPool {
  /// Bytes that may be in use at once.
  public let limit: Int
  /// Bytes that are in use.
  public private(set) var bytesInUse = 0
  /// The most bytes that were.
  public private(set) var peakBytesInUse = 0
  /// How often there was no memory left.
  public private(set) var refusals = 0
  /// Chunks that were allocated, and not found among those that came back.
  public private(set) var allocations = 0
  /// Bytes that are kept for the next who wants some.
  public var bytesKept: Int { keptCount * BufferChunk.byteCount }

  private var kept: BufferChunk?
  private var keptCount = 0
  private let keptLimit: Int

  /// - Parameters:
  ///   - limit: bytes in use at once.
  ///   - kept: bytes that are not given back to the heap when nobody needs them.
  public init(limit: Int, kept: Int = 1 << 20) {
    self.limit = limit
    keptLimit = kept / BufferChunk.byteCount
  }

  deinit { dropKept() }

  /// Bytes that one who receives could still get.
  var bytesLeft: Int { max(limit - bytesInUse, 0) }

  /// A chunk with what its last user left in it; nil when the limit is reached. O(1).
  /// - Parameter isForSending: the last quarter is not for the caller.
  func take(isForSending: Bool) -> BufferChunk? {
    let bound = isForSending ? limit - limit / 4 : limit
    guard bytesInUse + BufferChunk.byteCount <= bound else {
      refusals += 1
      return nil
    }
    bytesInUse += BufferChunk.byteCount
    peakBytesInUse = max(peakBytesInUse, bytesInUse)
    guard let chunk = kept else {
      allocations += 1
      return BufferChunk()
    }
    kept = chunk.next
    chunk.next = nil
    keptCount -= 1
    return chunk
  }

  /// Takes a chunk back. O(1).
  func give(_ chunk: BufferChunk) {
    bytesInUse -= BufferChunk.byteCount
    guard keptCount < keptLimit else {
      chunk.next = nil
      return
    }
    chunk.next = kept
    kept = chunk
    keptCount += 1
  }

  /// One by one: a chain that ends by itself ends recursively, one stack frame a chunk.
  private func dropKept() {
    while let chunk = kept {
      kept = chunk.next
      chunk.next = nil
    }
    keptCount = 0
  }
}

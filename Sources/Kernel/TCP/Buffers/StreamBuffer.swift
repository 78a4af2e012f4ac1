// A window onto a stream of bytes: what was written and not yet acknowledged, or has arrived and was not yet
// read. Places are offsets in the stream, which never wrap (64 bits last 46 years at 100 Gbit/s).
//
//     start                end
//       | contiguous bytes  |  gap  | bytes that came early |
//       └─ drop ─►          └─ append, or write(at:) and extend(to:)
//
// Memory is in chunks of a pool, and there is none where no byte is. Reading, appending and copying in order
// find their chunk at once: by `first`, `last` and `cursor`. Other places are looked for from there.

internal import Bytes

/// Bytes of a stream from `start` on.
struct StreamBuffer {
  /// Of the first byte that is kept.
  private(set) var start = 0
  /// Behind the last byte that all before it are there.
  private(set) var end = 0
  /// Whether bytes behind a gap were written, and are still wanted: the owner keeps account.
  var holdsEarly = false

  private let pool: BufferPool
  private let isForSending: Bool
  private var first: BufferChunk?
  private var last: BufferChunk?
  /// Where `copy` was last.
  private var cursor: BufferChunk?
  private(set) var chunkCount = 0

  init(pool: BufferPool, isForSending: Bool) {
    self.pool = pool
    self.isForSending = isForSending
  }

  /// Contiguous bytes.
  var count: Int { end - start }
  /// Of memory.
  var byteCountInUse: Int { chunkCount * BufferChunk.byteCount }

  /// Gives all memory back; `start` moves to `end`. O(chunks).
  mutating func removeAll() {
    while let chunk = first {
      first = chunk.next
      pool.give(chunk)
    }
    start = end
    chunkCount = 0
    last = nil
    cursor = nil
  }
}

// MARK: - Writing

extension StreamBuffer {
  /// Appends as many of the first `limit` of `bytes` as there is memory for; how many.
  mutating func append(_ bytes: RawSpan, limit: Int) -> Int {
    let count = write(bytes, 0..<min(limit, bytes.byteCount), at: end)
    end += count
    return count
  }

  /// Writes bytes at an offset from `end` on; how many of them, from the first, there was memory for.
  mutating func write(_ bytes: RawSpan, _ range: Range<Int>, at position: Int) -> Int {
    var done = 0
    while done < range.count {
      let place = position + done
      guard let chunk = chunk(for: place) else { break }
      let offset = place - chunk.position
      let count = min(range.count - done, BufferChunk.byteCount - offset)
      let from = range.lowerBound + done
      Self.copy(bytes.extracting(from..<from + count), into: &chunk.bytes, at: offset)
      done += count
    }
    return done
  }

  /// All bytes before `position` are there now.
  mutating func extend(to position: Int) { end = max(end, position) }

  private static func copy(_ source: RawSpan, into target: inout [UInt8], at offset: Int) {
    var elements = target.mutableSpan
    var bytes = elements.mutableBytes
    bytes.write(source, at: offset)
  }

  /// The chunk for the byte at `position`, made if need be.
  private mutating func chunk(for position: Int) -> BufferChunk? {
    if let last, position >= last.position {
      if position - last.position < BufferChunk.byteCount { return last }
      return insert(after: last, position)
    }
    guard let before = chunk(atOrBefore: position) else { return insert(after: nil, position) }
    if position - before.position < BufferChunk.byteCount { return before }
    return insert(after: before, position)
  }

  private mutating func insert(after before: BufferChunk?, _ position: Int) -> BufferChunk? {
    guard let chunk = pool.take(isForSending: isForSending) else { return nil }
    chunk.position = position - position % BufferChunk.byteCount
    if let before {
      chunk.next = before.next
      before.next = chunk
    } else {
      chunk.next = first
      first = chunk
    }
    if chunk.next == nil { last = chunk }
    chunkCount += 1
    return chunk
  }

  /// The last chunk that begins at `position` or before.
  private func chunk(atOrBefore position: Int) -> BufferChunk? {
    guard var chunk = first, chunk.position <= position else { return nil }
    if let cursor, cursor.position <= position { chunk = cursor }
    while let next = chunk.next, next.position <= position { chunk = next }
    return chunk
  }
}

// MARK: - Reading

extension StreamBuffer {
  /// Copies and sums `count` bytes from `position` on, which are there.
  mutating func copy(
    _ position: Int, _ count: Int, into target: inout MutableRawSpan, at offset: Int,
    checksum: inout InternetChecksum
  ) {
    precondition(position >= start && count <= end - position, "bytes that are not there")
    var done = 0
    while done < count, let chunk = chunk(atOrBefore: position + done) {
      cursor = chunk
      let from = position + done - chunk.position
      let length = min(count - done, BufferChunk.byteCount - from)
      Self.copy(chunk.bytes, from..<from + length, into: &target, at: offset + done, &checksum)
      done += length
    }
  }

  /// Moves bytes from the front to `target`; how many.
  mutating func read(into target: inout MutableRawSpan) -> Int {
    var done = 0
    while done < target.byteCount, count > 0, let chunk = first {
      let from = start - chunk.position
      let length = min(min(target.byteCount - done, count), BufferChunk.byteCount - from)
      Self.copy(chunk.bytes, from..<from + length, into: &target, at: done)
      done += length
      drop(length)
    }
    return done
  }

  /// Calls `body` with bytes from the front: as many as lie in one piece, none when there are none.
  func withFirst<Result>(_ body: (RawSpan) -> Result) -> Result {
    guard count > 0, let chunk = first else { return body(RawSpan()) }
    let from = start - chunk.position
    let length = min(count, BufferChunk.byteCount - from)
    return Self.call(body, chunk.bytes, from..<from + length)
  }

  // A span of a stored property would hold on to the whole object: hence memory comes as an argument.

  private static func copy(
    _ source: [UInt8], _ range: Range<Int>, into target: inout MutableRawSpan, at offset: Int,
    _ checksum: inout InternetChecksum
  ) {
    checksum.copy(source.span.bytes.extracting(range), into: &target, at: offset)
  }

  private static func copy(
    _ source: [UInt8], _ range: Range<Int>, into target: inout MutableRawSpan, at offset: Int
  ) {
    target.write(source.span.bytes.extracting(range), at: offset)
  }

  private static func call<Result>(
    _ body: (RawSpan) -> Result, _ source: [UInt8], _ range: Range<Int>
  ) -> Result {
    body(source.span.bytes.extracting(range))
  }

  /// Forgets the first `count` bytes, and gives memory back that is empty then.
  mutating func drop(_ count: Int) {
    precondition(count >= 0 && count <= self.count, "bytes that are not there")
    start += count
    while let chunk = first, start - chunk.position >= BufferChunk.byteCount || isEmpty(chunk) {
      if cursor === chunk { cursor = nil }
      first = chunk.next
      if first == nil { last = nil }
      chunkCount -= 1
      pool.give(chunk)
    }
  }

  /// Forgets what came early: everything from `end` on. Its memory goes back but for the chunk of `end`.
  mutating func dropEarly() {
    cursor = nil
    guard let keep = count > 0 ? chunk(atOrBefore: end - 1) : nil else {
      let place = end
      removeAll()
      start = place
      return
    }
    var chunk = keep.next
    keep.next = nil
    last = keep
    while let one = chunk {
      chunk = one.next
      chunkCount -= 1
      pool.give(one)
    }
  }

  /// Whether nothing is in `chunk`, the first.
  private func isEmpty(_ chunk: BufferChunk) -> Bool {
    start == end && chunk.next == nil && !holdsEarly
  }
}

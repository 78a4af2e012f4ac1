// The last lines of the log, for whoever looks in from outside later.
//
//   memory    a ring of bytes; `written` counts all that ever came, modulo the size it is the next place
//
// A line that is partly overwritten is not shown.

/// The last lines of the log, in fixed memory.
enum LogHistory {
  private nonisolated(unsafe) static var memory: UnsafeMutablePointer<UInt8>?
  private nonisolated(unsafe) static var written = 0

  /// Appends a line that ends in a newline and is shorter than the history.
  static func append(_ line: UnsafeBufferPointer<UInt8>) {
    let ring = unsafe memory ?? UnsafeMutablePointer<UInt8>.allocate(capacity: LogLimits.history)
    unsafe memory = unsafe ring
    for byte in unsafe line {
      // Safety: the remainder is within the ring.
      unsafe ring[written % LogLimits.history] = byte
      written += 1
    }
  }

  /// Whole lines, oldest first.
  static var lines: [String] {
    guard let ring = unsafe memory else { return [] }
    var lines: [String] = []
    var line: [UInt8] = []
    var next = max(0, written - LogLimits.history)
    // Unless the ring begins where a line does, that line lacks its beginning.
    var isWhole = next == 0
    while next < written {
      let byte = unsafe ring[next % LogLimits.history]
      next += 1
      if byte != UInt8(ascii: "\n") {
        line.append(byte)
        continue
      }
      if isWhole { lines.append(String(decoding: line, as: UTF8.self)) }
      isWhole = true
      line.removeAll(keepingCapacity: true)
    }
    return lines
  }
}

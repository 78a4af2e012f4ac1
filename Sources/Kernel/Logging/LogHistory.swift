// The last lines of the log, for whoever looks in from outside later.
//
//   ring      `written` counts all bytes that ever came, modulo the capacity it is the next one's place
//
// It is the platform's `platform_log_history`, so that a crash report and a debugger find it without
// Swift. A line that is partly overwritten is not shown.

internal import Platform

/// The last lines of the log, in fixed memory.
enum LogHistory {
  /// Appends a line that ends in a newline and is shorter than the history.
  static func append(_ line: UnsafeBufferPointer<UInt8>) {
    // Safety: one thread, here and below.
    let log = unsafe platform_log()!
    let ring =
      unsafe log.pointee.ring ?? UnsafeMutablePointer<UInt8>.allocate(capacity: LogLimits.history)
    unsafe log.pointee.ring = unsafe ring
    unsafe log.pointee.capacity = LogLimits.history
    for byte in unsafe line {
      // Safety: the remainder is within the ring.
      unsafe ring[log.pointee.written % LogLimits.history] = byte
      unsafe log.pointee.written += 1
    }
  }

  /// Whole lines, oldest first.
  static var lines: [String] {
    guard let log = unsafe platform_log(), let ring = unsafe log.pointee.ring else { return [] }
    let written = unsafe log.pointee.written
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

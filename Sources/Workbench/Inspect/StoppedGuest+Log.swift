// The last lines of the log: the ring that Logging/LogHistory.swift fills, by way of platform_log_history
// (platform.h): where it is, how many bytes it holds, how many there ever were.

extension StoppedGuest {
  /// Oldest first; nil: the image does not log, or the ring cannot be read.
  var logLines: [String]? {
    guard let place = image["platform_log_history"], let ring = memory.word(at: place),
      let capacity = memory.word(at: place &+ 8), let written = memory.word(at: place &+ 16)
    else { return nil }
    if written == 0 { return [] }
    guard capacity > 0, capacity <= Limits.stoppedLog, written <= UInt(Int.max),
      let bytes = memory.bytes(at: ring, Int(capacity))
    else { return nil }
    let end = Int(written)
    let start = max(0, end - bytes.count)
    let text = (start..<end).map { bytes[$0 % bytes.count] }
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What follows the last newline is a line that is being written.
    lines.removeLast()
    // Unless the ring begins where a line does, that line lacks its beginning.
    if start > 0, !lines.isEmpty { lines.removeFirst() }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }
}

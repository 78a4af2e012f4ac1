/// Cuts the bytes of a console into lines, each with the time of its first byte.
struct ConsoleLog: Sendable {
  private(set) var lines: [Transcript.Line] = []
  private var partial: [UInt8] = []
  private var start: Duration = .zero

  /// True: there are as many lines as are kept; more are dropped.
  var isFull: Bool { lines.count >= Limits.lines }

  /// Takes bytes that arrived `time` after the start.
  mutating func append(_ bytes: [UInt8], at time: Duration) {
    var rest = bytes[...]
    while !rest.isEmpty && !isFull {
      if partial.isEmpty { start = time }
      guard let newline = rest.firstIndex(of: UInt8(ascii: "\n")) else {
        partial += rest
        return
      }
      partial += rest[..<newline]
      endLine()
      rest = rest[(newline + 1)...]
    }
  }

  /// Takes the end of the output: what follows the last newline is a line too, unless empty.
  mutating func finish() {
    if !partial.isEmpty { endLine() }
  }

  private mutating func endLine() {
    partial.removeAll { $0 == UInt8(ascii: "\r") }
    lines.append(.init(text: String(decoding: partial, as: UTF8.self), at: start))
    partial.removeAll(keepingCapacity: true)
  }
}

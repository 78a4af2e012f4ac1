// QEMU's log of trace events, each with the host's time of day (`-msg timestamp=on`):
//
//     7035@1795458136.558163:exec_tb tb:0x7f6170000040 pc=0xfffffff0     a block that is entered from outside
//     7035@1795458136.541044:fw_cfg_select 0x562742e89520 key 0x0019 …   the guest asks for an item
//
// `exec_tb` is said of every block when it is executed first, since it was not chained to another before; later
// executions are of no interest here. The lines are read when the boot is over: nothing waits for their reader.

import Foundation

/// Lines of a boot, and when they were written.
struct EventLog: Sendable {
  /// The options that make QEMU write it on its standard error.
  static func options(_ event: String) -> [String] { ["-trace", event, "-msg", "timestamp=on"] }

  /// The time of day at which the machine was started, in microseconds.
  private var origin: Int?
  private var bytes: [UInt8] = []

  var count: Int { bytes.count }

  /// - Parameter time: when the bytes came, since the machine was started.
  mutating func append(_ bytes: [UInt8], at time: Duration) {
    if origin == nil { origin = Self.timeOfDay() - Int(time / .microseconds(1)) }
    self.bytes += bytes
  }

  /// The events of one kind: when they were, in nanoseconds since the start, and what the line says of them.
  func events(_ name: String) -> [(time: Int, words: Substring)] {
    guard let origin else { return [] }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      guard let at = line.firstIndex(of: "@"),
        let colon = line[at...].firstIndex(of: ":"),
        let time = Self.time(line[at..<colon].dropFirst())
      else { return nil }
      let rest = line[colon...].dropFirst()
      guard rest.hasPrefix(name + " ") else { return nil }
      return (max(0, (time - origin) * 1000), rest.dropFirst(name.count + 1))
    }
  }

  /// What QEMU says beside its events: its complaints.
  var words: String {
    let text = String(decoding: bytes.prefix(Limits.words), as: UTF8.self)
    return text.split(separator: "\n").filter { !$0.contains("@") }.joined(separator: " ")
  }

  /// The address of an `exec_tb`.
  static func counter(_ words: Substring) -> UInt64? {
    guard let mark = words.range(of: "pc=0x") else { return nil }
    return UInt64(words[mark.upperBound...].prefix { $0.isHexDigit }, radix: 16)
  }

  /// `SECONDS.MICROSECONDS`, in microseconds.
  private static func time(_ words: Substring) -> Int? {
    let parts = words.split(separator: ".")
    guard parts.count == 2, parts[1].count == 6, let seconds = Int(parts[0]),
      let fraction = Int(parts[1]), (0..<1 << 40).contains(seconds)
    else { return nil }
    return seconds * 1_000_000 + fraction
  }

  private static func timeOfDay() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }
}

import Foundation

/// What the kernel tells of a process that is not ours to stop.
enum LinuxProcess {
  /// Where a process waits in a system call; nil while it runs or when the kernel does not say.
  static func place(of process: pid_t) -> GuestPlace? {
    guard let file = fopen("/proc/\(process)/syscall", "re") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 512)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    let bytes = line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    return parse(String(decoding: bytes, as: UTF8.self))
  }

  /// `NUMBER ARGUMENT… SP PC`, the last two in hexadecimal, or `running`.
  static func parse(_ line: String) -> GuestPlace? {
    let words = line.split { $0 == " " || $0 == "\n" }
    guard words.count >= 3, let last = words.last, last.hasPrefix("0x"),
      let counter = UInt64(last.dropFirst(2), radix: 16), counter != 0
    else { return nil }
    return GuestPlace(addresses: [counter], isWaiting: true)
  }
}

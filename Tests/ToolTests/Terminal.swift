import Foundation
import Synchronization
import Testing

/// A program in a pseudo-terminal of its own, and somebody who types.
final class Terminal: Sendable {
  private let near: Int32
  private let process: Mutex<Process>
  private let seen = Mutex<[UInt8]>([])
  private static let patience: Duration = .seconds(60)

  init(
    _ program: String, _ arguments: [String], environment: [String: String], columns: UInt16 = 80,
    rows: UInt16 = 24
  ) throws {
    // What posix_openpt, unlockpt and ptsname do, which Swift does not see (ioctl_tty(2)).
    near = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(near >= 0)
    let (unlock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    var (locked, index): (Int32, UInt32) = (0, 0)
    let isReady = ioctl(near, unlock, &locked) == 0 && ioctl(near, number, &index) == 0
    try #require(isReady)
    let path = "/dev/pts/\(index)"
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(near, UInt(TIOCSWINSZ), &size)
    let far = FileHandle(fileDescriptor: open(path, O_RDWR | O_NOCTTY), closeOnDealloc: true)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/setsid")
    process.arguments = ["--ctty", "--wait", program] + arguments
    process.environment = environment.merging(["TERM": "xterm", "LC_ALL": "C.UTF-8"]) { $1 }
    process.standardInput = far
    process.standardOutput = far
    process.standardError = far
    try process.run()
    self.process = Mutex(process)
    let near = near
    Thread.detachNewThread { [seen = Box(self)] in
      var bytes = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(near, &bytes, bytes.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        seen.terminal.seen.withLock { $0 += bytes[..<count] }
      }
    }
  }

  private struct Box: Sendable {
    let terminal: Terminal
    init(_ terminal: Terminal) { self.terminal = terminal }
  }

  /// Everything that was shown so far, as bytes came.
  var text: String { seen.withLock { String(decoding: $0, as: UTF8.self) } }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(near, bytes, bytes.count)
  }

  /// Types, and returns what is shown from then on when `text` is among it.
  @discardableResult
  func type(_ keys: String, until text: String) async throws -> String {
    let start = seen.withLock { $0.count }
    type(keys)
    return try await wait(for: text, from: start)
  }

  /// Types the same again and again until `text` is shown.
  func type(_ keys: String, again interval: Duration, until text: String) async throws {
    let start = seen.withLock { $0.count }
    let deadline = ContinuousClock.now + Self.patience
    while true {
      type(keys)
      try await Task.sleep(for: interval)
      let shown = seen.withLock { String(decoding: $0.dropFirst(start), as: UTF8.self) }
      if shown.contains(text) { return }
      try #require(ContinuousClock.now < deadline, "never showed \(text): \(shown)")
    }
  }

  @discardableResult
  func wait(for text: String, from start: Int = 0) async throws -> String {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      let shown = seen.withLock { String(decoding: $0.dropFirst(start), as: UTF8.self) }
      if shown.contains(text) { return shown }
      try #require(ContinuousClock.now < deadline, "never showed \(text): \(shown)")
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Whether the terminal waits for whole lines and echoes them: as programs find it.
  var isCooked: Bool {
    var state = termios()
    return tcgetattr(near, &state) == 0 && state.c_lflag & UInt32(ICANON) != 0
      && state.c_lflag & UInt32(ECHO) != 0
  }

  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(near, UInt(TIOCSWINSZ), &size)
  }

  func status() async throws -> Int32 {
    let deadline = ContinuousClock.now + Self.patience
    while process.withLock({ $0.isRunning }) {
      try #require(ContinuousClock.now < deadline, "it does not end: \(text)")
      try await Task.sleep(for: .milliseconds(10))
    }
    return process.withLock { $0.terminationStatus }
  }

  /// Ends what still runs.
  func close() {
    process.withLock { if $0.isRunning { $0.terminate() } }
    Foundation.close(near)
  }
}

// Where output goes beside the screen.

import Foundation
import Processes

/// A program that shows what is taller than the screen.
enum Pager {
  /// The terminal's lines; nil: no terminal.
  static var height: Int? { size.map { Int($0.ws_row) } }
  static var width: Int? { size.map { Int($0.ws_col) } }

  private static var size: winsize? {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1,
      ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0
    else { return nil }
    return size
  }

  /// The pager's command for so many lines; nil: they fit, or there is none.
  static func command(for lines: Int) -> String? {
    guard let height, lines > height - 1 else { return nil }
    let environment = ProcessInfo.processInfo.environment
    if let pager = environment["PAGER"] { return pager.isEmpty ? nil : pager }
    return SearchPath.environment.find("less").map { _ in "less -R" }
  }
}

/// A command of the shell that reads a text.
enum ShellPipe {
  /// Its exit status, 128 + the signal when it was killed; nil: it could not be started.
  static func write(_ text: String, to command: String) -> Int? {
    // A ^C that came while the answer was made is for the whole line.
    if InterruptFlag.isRaised { return 128 + Int(SIGINT) }
    // The program inherits what this thread blocks, which may be everything: ^C is to reach it.
    var none = sigset_t()
    var old = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &old)
    defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
    guard let stream = popen(command, "w") else { return nil }
    // A program that does not read to the end is its user's choice: no SIGPIPE for us. Blocked after the
    // program was started.
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, nil)
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, stream)
    let status = pclose(stream)
    var noTime = timespec()
    while sigtimedwait(&pipe, nil, &noTime) == SIGPIPE {}
    guard status >= 0 else { return nil }
    let signal = Int(status & 0x7f)
    let code = signal == 0 ? Int(status >> 8) & 0xff : 128 + signal
    // ^C goes to the program and to us, and ours may come later: it is not to end the next line.
    if code == 128 + Int(SIGINT) { InterruptFlag.expect() }
    return code
  }
}

enum FileSink {
  /// Nil: written; else why not.
  static func write(_ text: String, to path: String, appends: Bool) -> String? {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (appends ? O_APPEND : O_TRUNC)
    guard let file = try? Descriptor(open(path, flags, 0o666), "open") else {
      return String(cString: strerror(errno))
    }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file.number, $0.baseAddress, $0.count) }
      guard count > 0 else { return String(cString: strerror(errno)) }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}

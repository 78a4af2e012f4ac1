import Checks
import Foundation

/// Text for people goes here and nowhere else; every line is out when the call returns.
enum Output {
  /// To standard output.
  static func line(_ text: String = "") { write(text + "\n", to: STDOUT_FILENO) }

  static func lines(_ lines: [String]) {
    write(lines.map { $0 + "\n" }.joined(), to: STDOUT_FILENO)
  }

  /// To standard output, as it is.
  static func text(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// To a file, which is replaced.
  static func file(_ text: String, _ file: URL) throws(Failure) {
    do {
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw Failure(
        .environment,
        "\(file.path) cannot be written: \(error.localizedDescription) Choose another with -o.")
    }
  }

  /// Whether the locale has no UTF-8: then only ASCII is drawn with.
  static var isPlain: Bool {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    return locale?.uppercased().replacing("-", with: "").contains("UTF8") != true
  }

  /// To standard error: notices, progress and last words, so that output stays parseable.
  static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// A unikernel's console, byte for byte.
  static func raw(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// A text without a newline.
  static func prompt(_ text: String) { write(text, to: STDOUT_FILENO) }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1 }

  static var palette: Palette {
    Palette(
      isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
  }

  private static func write(_ text: String, to file: Int32) { write(Array(text.utf8), to: file) }

  /// Writes all of it. When nobody reads any more, what is left is dropped.
  private static func write(_ bytes: [UInt8], to file: Int32) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { rest in
        Foundation.write(file, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      done += count
    }
  }
}

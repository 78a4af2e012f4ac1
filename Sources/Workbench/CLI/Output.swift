import Checks
import Foundation
import Synchronization

/// Text for people goes here and nowhere else; every line is out when the call returns.
enum Output {
  /// To standard output.
  static func line(_ text: String = "") { write(asTyped(text) + "\n", to: STDOUT_FILENO) }

  static func lines(_ lines: [String]) {
    write(asTyped(lines.map { $0 + "\n" }.joined()), to: STDOUT_FILENO)
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
  static func error(_ text: String) { write(asTyped(text) + "\n", to: STDERR_FILENO) }

  /// A unikernel's console, byte for byte.
  static func raw(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// A text without a newline.
  static func prompt(_ text: String) { write(text, to: STDOUT_FILENO) }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1 }

  static var palette: Palette {
    Palette(
      isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
  }

  /// Texts say ./mirador; someone in another directory typed something else, such as ../mirador, and
  /// is to read what works there. The launcher tells in MIRADOR_COMMAND how it was called.
  private static func asTyped(_ text: String) -> String {
    guard let command, text.contains("./mirador") else { return text }
    // Not within a longer path, such as ../../mirador.
    return text.replacing(/(^|[^.\/\w])\.\/mirador\b/.anchorsMatchLineEndings()) {
      $0.output.1 + command
    }
  }

  /// How the tool was called when not as ./mirador. What a shell or JSON would read otherwise is not
  /// used.
  private static let command: String? = {
    let typed = ProcessInfo.processInfo.environment["MIRADOR_COMMAND"] ?? ""
    let isPlain =
      !typed.isEmpty
      && typed.utf8.allSatisfy { $0 > 0x20 && !"\"'\\$`&;|<>()*?[]#~!{}".utf8.contains($0) }
    return isPlain && typed != "./mirador" ? typed : nil
  }()

  private static func write(_ text: String, to file: Int32) { write(Array(text.utf8), to: file) }

  /// Opens what the caller closed of the three standard streams: the next file to be opened would get
  /// the number, and our words would go into it.
  static func fillClosedStreams() {
    for file in STDIN_FILENO...STDERR_FILENO where fcntl(file, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDWR)
    }
  }

  /// The status of a command whose own is `status`: one that lost output has not succeeded.
  static func status(after status: Int32) -> Int32 {
    let code = lost.load(ordering: .relaxed)
    guard status == 0, code != 0 else { return status }
    error(
      "mirador: The output is not complete: \(String(cString: strerror(code))). Make room for it.")
    return Int32(ToolStatus.environment.rawValue)
  }

  /// Why output was lost; 0: none was.
  private static let lost = Atomic<Int32>(0)

  /// Writes all of it. When nobody reads any more, what is left is dropped.
  private static func write(_ bytes: [UInt8], to file: Int32) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { rest in
        Foundation.write(file, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        if errno != EPIPE, errno != EBADF { lost.store(errno, ordering: .relaxed) }
        return
      }
      done += count
    }
  }
}

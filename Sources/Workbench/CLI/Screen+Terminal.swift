// The terminal that pictures are drawn for.

import Checks
import Foundation
import Maps

extension Screen {
  /// The terminal: COLUMNS and LINES, else what the terminal says, else 80 × 24.
  static func current(isDrawn: Bool) -> Screen {
    let environment = ProcessInfo.processInfo.environment
    func number(_ name: String) -> Int? {
      environment[name].flatMap { Int($0) }.flatMap { (1...1000).contains($0) ? $0 : nil }
    }
    let terminal = Screen.terminal
    // A file or a pipe has room; what is drawn keeps to the size of a terminal.
    return Screen(
      columns: number("COLUMNS") ?? terminal?.columns ?? (isDrawn ? 80 : 110),
      rows: number("LINES") ?? terminal?.rows ?? 24, isUnicode: isUnicode(environment))
  }

  private static var terminal: (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// The first of these that is set decides (POSIX, environment variables, 8.2).
  private static func isUnicode(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    let name = (locale ?? "").lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }
}

extension Palette {
  /// Makes a style visible.
  func paint(_ text: String, _ style: TextStyle) -> String {
    switch style {
    case .plain: text
    case .title: strong(text)
    case .line: faint(text)
    }
  }
}

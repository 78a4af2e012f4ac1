// Help, made from what the unikernel declared.

import Checks
import InspectionProtocol

enum HelpText {
  static let own: [(String, String)] = [
    ("help [COMMAND]", "this list, or a command's arguments and columns"),
    ("explain COMMAND", "how the answer is found out, and what it leaves out"),
    ("watch [INTERVAL] COMMAND", "again and again, changed cells marked; ^C ends it"),
    ("top", "watch what runs"), ("\\x", "a line for each cell, or tables again"),
    ("quit", "leave; the unikernel goes on"),
  ]

  static func all(
    _ commands: [CommandDeclaration], _ appearance: Appearance, isStopping: Bool = false
  ) -> [String] {
    let reading = commands.filter { $0.tier == .read }.map {
      (printable($0.usage), printable($0.help))
    }
    let changing = commands.filter { $0.tier == .armed }
      .map { (printable($0.usage), printable($0.help)) }
    let width = (reading + changing + own).map(\.0.displayWidth).max() ?? 0
    func lines(_ title: String, _ entries: [(String, String)]) -> [String] {
      guard !entries.isEmpty else { return [] }
      let rows = entries.sorted { $0.0 < $1.0 }.map { "  " + $0.0.padded(to: width) + "  " + $0.1 }
      return [appearance.palette.strong(title)] + rows
    }
    let title = isStopping ? "From outside, while it stands still" : "The unikernel answers"
    return lines(title, reading)
      + lines("It changes something: arm first", changing) + lines("The console", own)
      + [
        "Behind any: --json, --expanded, | COMMAND of the shell, > FILE, >> FILE",
        "Some of it: --where COLUMN=PATTERN (* is any text), --first, --last, --show COLUMN",
        "^C ends a command, never the unikernel.",
      ]
  }

  static func one(_ command: CommandDeclaration, _ appearance: Appearance) -> [String] {
    var lines = [
      appearance.palette.strong(printable(command.usage)), "  " + printable(command.help),
    ]
    if command.tier == .armed { lines.append("  It changes the unikernel: first type arm REASON.") }
    for argument in command.arguments {
      let need = argument.isRequired ? "" : ", may be left out"
      lines.append(
        "  " + printable(argument.name.uppercased()) + "  " + printable(argument.help) + "; "
          + printable(argument.kind.wanted) + need)
    }
    let columns = command.columns.map { "\(printable($0.name)) (\($0.type))" }
    if !columns.isEmpty, command.shape != .lines {
      lines.append("  Columns: " + columns.joined(separator: ", "))
    }
    return lines
  }

  static func explanation(
    _ command: CommandDeclaration, _ appearance: Appearance
  ) -> [String] {
    var lines = [appearance.palette.strong(printable(command.usage))]
    lines += wrap(printable(command.explanation), to: (appearance.width ?? 80) - 2).map {
      "  " + $0
    }
    if command.columns.contains(where: { [.address, .stack].contains($0.type) }) {
      lines.append("  Addresses get their names here, from the symbols of the image.")
    }
    return lines
  }

  static func wrap(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.displayWidth + 1 + String(word).displayWidth <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

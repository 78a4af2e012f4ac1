/// What the compiler printed, cut into its diagnostics.
///
/// A diagnostic starts with a line `path:line:column: severity: message`; the lines up to the next one
/// are its excerpt.
struct Diagnostics: Sendable {
  struct Item: Sendable, Equatable {
    let path: String
    /// From 1.
    let line: Int
    let isError: Bool
    let message: String
    /// The whole of it, excerpt included.
    let text: String
  }

  let items: [Item]
  /// Lines before the first diagnostic: a crashed compiler's, for one.
  let preamble: String

  init(_ output: String) {
    var items: [Item] = []
    var preamble: [Substring] = []
    var current: [Substring] = []
    func finish() {
      guard let first = current.first, let head = Diagnostics.head(first) else {
        preamble += current
        return
      }
      while current.last?.isEmpty == true { current.removeLast() }
      items.append(
        Item(
          path: head.path, line: head.line, isError: head.severity == "error",
          message: head.message,
          text: current.joined(separator: "\n")))
    }
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      if let head = Diagnostics.head(line), head.severity != "note" {
        finish()
        current = []
      }
      current.append(line)
    }
    finish()
    self.items = items
    self.preamble = preamble.joined(separator: "\n")
  }

  private struct Head {
    let path: String
    let line: Int
    let severity: String
    let message: String
  }

  private static func head(_ line: Substring) -> Head? {
    let parts = line.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, !parts[0].isEmpty, let number = Int(parts[1]), Int(parts[2]) != nil
    else { return nil }
    let severity = parts[3].drop { $0 == " " }
    guard ["error", "warning", "note"].contains(severity) else { return nil }
    return Head(
      path: String(parts[0]), line: number, severity: String(severity),
      message: String(parts[4].drop { $0 == " " }))
  }

  /// The diagnostics about files of the learner's, ready to print.
  func text(where isOurs: (String) -> Bool) -> String {
    items.filter { !isOurs($0.path) }.map(\.text).joined(separator: "\n\n")
  }
}

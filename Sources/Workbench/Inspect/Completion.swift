// What Tab offers: commands, and for arguments what the unikernel knows now.

import Foundation
import InspectionProtocol

extension ConsoleShell {
  /// What the console knows itself.
  static let ownCommands = ["help", "explain", "watch", "top", "quit", "\\x"]

  /// The words that could stand where the last word of `text` is; each begins as that does.
  func candidates(for text: String) -> [String] {
    let (words, typed) = ConsoleShell.split(text)
    return choices(after: words).filter { $0.hasPrefix(typed) }.uniqued
  }

  /// What the word that is being typed is for; empty: nothing is to be said.
  func hint(for text: String) -> String {
    let (words, typed) = ConsoleShell.split(text)
    guard let command = ConsoleShell.command(of: words), let session,
      let declaration = session.declaration(command.name),
      command.index < declaration.arguments.count
    else { return "" }
    guard typed.isEmpty else { return "" }
    let argument = declaration.arguments[command.index]
    return argument.isRequired ? argument.name.uppercased() : "[\(argument.name.uppercased())]"
  }

  /// The last word that is being typed, and those before it.
  static func split(_ text: String) -> (words: [String], typed: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard let last = words.last, !text.hasSuffix(" ") else { return (words, "") }
    return (Array(words.dropLast()), last)
  }

  /// The unikernel's command among the words, and which argument comes next.
  private static func command(of words: [String]) -> (name: String, index: Int)? {
    var words = words[...]
    if words.first == "watch" {
      words.removeFirst()
      if let word = words.first, Watch.interval(word) != nil { words.removeFirst() }
    }
    guard let name = words.first else { return nil }
    return (name, words.count - 1)
  }

  private func choices(after words: [String]) -> [String] {
    guard let session else { return [] }
    let names = session.commands.map(\.name)
    switch words.first {
    case nil: return (names + ConsoleShell.ownCommands).sorted()
    case "help", "explain": return words.count == 1 ? names.sorted() : []
    default: break
    }
    guard let command = ConsoleShell.command(of: words) else { return names.sorted() }
    guard let declaration = session.declaration(command.name) else { return [] }
    switch words.last {
    case "--show": return ConsoleShell.columns(of: declaration)
    case "--where": return ConsoleShell.columns(of: declaration).map { $0 + "=" }
    default: break
    }
    let hasOptions = words.contains { $0.hasPrefix("--") }
    guard command.index < declaration.arguments.count, !hasOptions else {
      return ConsoleShell.options
    }
    switch declaration.arguments[command.index].kind {
    case .choice(let words): return words
    case .level: return CommandArgumentKind.levels
    case .id(let list): return live(list) { if case .id(let id) = $0 { "\(id)" } else { nil } }
    case .name(let list):
      return live(list) { if case .text(let text) = $0 { text } else { nil } } + ["*"]
    case .text, .integer, .duration: return []
    }
  }

  /// What may stand behind any command.
  private static let options = ["--where", "--first", "--last", "--show", "--json", "--expanded"]

  /// Those that can be typed without quotes; a tree's depth is not shown.
  private static func columns(of declaration: CommandDeclaration) -> [String] {
    declaration.columns.dropFirst(declaration.shape == .tree ? 1 : 0).map(\.name)
      .filter { !$0.contains(" ") }
  }

  /// What a command lists now: the first cell of each row that is taken.
  private func live(_ command: String, _ take: (Cell) -> String?) -> [String] {
    guard let session, let declaration = session.declaration(command),
      case .success(let answer)? = try? session.run(declaration, [])
    else { return [] }
    return answer.rows.compactMap { row in row.lazy.compactMap(take).first }
  }
}

extension [String] {
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }

  /// What all of them begin with.
  var commonPrefix: String {
    guard var prefix = first else { return "" }
    for word in dropFirst() { prefix = prefix.commonPrefix(with: word) }
    return prefix
  }
}

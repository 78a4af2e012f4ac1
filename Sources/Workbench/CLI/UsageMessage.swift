// What someone reads whose command line is not understood. The parser's library writes it; this adds
// what it leaves out: it complains about a missing option before it sees that it was misspelt.

import ArgumentParser
import Curriculum
import Foundation
import Tables

/// The last words about a command line that does not parse.
struct UsageMessage {
  let text: String

  init(_ error: any Error, arguments: [String]) {
    var words = Mirador.fullMessage(for: error)
    if let unknown = UsageMessage.unknownOption(arguments), !words.contains("Unknown option") {
      // Everything up to the usage is the complaint.
      let usage = words.range(of: "Usage: ")?.lowerBound ?? words.endIndex
      words = "Error: \(unknown)\n" + words[usage...]
    }
    if words.hasPrefix("Error: ") { words = "mirador: " + words.dropFirst("Error: ".count) }
    text = UsageMessage.typeable(words)
  }

  /// The library's pointer to more help, as it is typed.
  static func typeable(_ words: String) -> String {
    words.replacing("See 'mirador", with: "See './mirador")
  }

  /// The first option that the command does not have, and the one that was probably meant.
  private static func unknownOption(_ arguments: [String]) -> String? {
    let known = options(of: command(arguments))
    let words = arguments.prefix { $0 != "--" }
    let typed = words.filter { $0.hasPrefix("--") }.map { $0.prefix { $0 != "=" } }
    guard !known.isEmpty, let word = typed.first(where: { !known.contains(String($0)) }) else {
      return nil
    }
    let guess = Nearest.match(String(word), among: known).map { ". Did you mean '\($0)'?" } ?? ""
    return "Unknown option '\(word)'\(guess)"
  }

  /// The command that the first words name; the default one when they name none.
  private static func command(_ arguments: [String]) -> any ParsableCommand.Type {
    var command: any ParsableCommand.Type = Mirador.self
    for word in arguments {
      let below = command.configuration.subcommands
      guard let next = below.first(where: { $0._commandName == word }) else { break }
      command = next
    }
    return command.configuration.defaultSubcommand ?? command
  }

  /// The long options of a command, as they are typed.
  private static func options(of command: any ParsableCommand.Type) -> [String] {
    let description = try? JSONDecoder().decode(
      CommandDescription.self, from: Data(command._dumpHelp().utf8))
    let names = description?.command.arguments?.flatMap { $0.names ?? [] } ?? []
    return names.filter { $0.kind == "long" }.map { "--" + $0.name }
  }
}

/// The part of the library's description of a command that has its options.
private struct CommandDescription: Decodable {
  struct Command: Decodable {
    let arguments: [Argument]?
  }
  struct Argument: Decodable {
    let names: [Name]?
  }
  struct Name: Decodable {
    let kind: String
    let name: String
  }

  let command: Command
}

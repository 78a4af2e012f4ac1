// From words to the values that a command takes, by what the unikernel declared.

import Arguments
import InspectionProtocol

import struct Time.Duration

extension CommandDeclaration {
  /// How it is typed: `level SOURCE LEVEL`, `logs [COUNT]`.
  public var usage: String {
    ([name]
      + arguments.map { argument in
        argument.isRequired ? argument.name.uppercased() : "[\(argument.name.uppercased())]"
      }).joined(separator: " ")
  }

  /// The values of the words behind the command's name.
  public func values(of words: [String]) throws(ArgumentFault) -> [Cell] {
    var words = words
    // The last argument takes the rest of the line when it is text.
    if case .text? = arguments.last?.kind, words.count > arguments.count {
      let rest = words[(arguments.count - 1)...].joined(separator: " ")
      words = Array(words[..<(arguments.count - 1)]) + [rest]
    }
    guard words.count <= arguments.count else {
      throw ArgumentFault(text: "\(name) takes no \"\(words[arguments.count])\"", usage: usage)
    }
    if let missing = arguments.dropFirst(words.count).first(where: \.isRequired) {
      throw ArgumentFault(
        text: "\(name) wants \(missing.name.uppercased()): \(missing.help)", usage: usage)
    }
    var cells: [Cell] = []
    for (word, argument) in zip(words, arguments) {
      guard let cell = argument.kind.cell(word) else {
        throw ArgumentFault(
          text: "\"\(word)\" is no \(argument.name.uppercased()): \(argument.kind.wanted)",
          usage: usage)
      }
      cells.append(cell)
    }
    return cells
  }
}

/// Words that are not what a command takes.
public struct ArgumentFault: Error, Equatable, Sendable {
  public let text: String
  public let usage: String
}

extension CommandArgumentKind {
  fileprivate func cell(_ word: String) -> Cell? {
    switch self {
    case .text, .name: .text(word)
    case .integer: Int64(word).map { .integer($0) }
    case .duration: Time.Duration(argument: word).map { .duration($0) }
    case .id: UInt64(word.hasPrefix("#") ? String(word.dropFirst()) : word).map { .id($0) }
    case .level: CommandArgumentKind.levels.contains(word) ? .text(word) : nil
    case .choice(let words): words.contains(word) ? .text(word) : nil
    }
  }

  static let levels = LogLevel.allCases.map(\.word) + ["quiet"]

  /// What may be given, for people.
  var wanted: String {
    switch self {
    case .text: "any text"
    case .name(let command): "a name that `\(command)` lists"
    case .integer: "a number"
    case .duration: "a length of time with its unit, such as 250ms or 5s"
    case .id(let command): "an id that `\(command)` lists"
    case .level: "one of " + CommandArgumentKind.levels.joined(separator: ", ")
    case .choice(let words): "one of " + words.joined(separator: ", ")
    }
  }
}

// What `query` can print. To add a subject, add a case, its line in `about` and its text.

import Arguments
import Build
import Checks
import Composition
import Foundation
import Tables

import enum Configure.Target

/// Something that `query` prints.
enum QuerySubject: String, CaseIterable {
  case main, arguments, configuration, graph

  /// What it is, for the list.
  var about: String {
    switch self {
    case .main: "the generated main, .mirador/main.swift"
    case .arguments: "the help that the unikernel prints at boot"
    case .configuration: "what was configured, as .mirador/configured.toml"
    case .graph: "devices and their parts, for graphviz"
    }
  }

  /// The one target that it makes sense for.
  var onlyTarget: Target? { nil }

  /// What a text is made from.
  struct Request {
    let configuration: Configuration
    let composition: Composition
    let memory: Int?
    let arguments: [String]
    let builder: Builder
  }

  func text(_ request: Request) async throws -> String {
    let composition = request.composition
    switch self {
    case .main: return MainGenerator.main(of: composition)
    case .arguments: return composition.table.help + "\n"
    case .configuration: return request.configuration.settings.text
    case .graph: return Graph(composition).dot
    }
  }

  static var list: [String] {
    let width = allCases.map(\.rawValue.count).max() ?? 0
    let lines = allCases.map {
      "  " + $0.rawValue.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.about
    }
    return ["Subjects of query:"] + lines + ["Next:  ./mirador query main DIRECTORY"]
  }

  static func unknown(_ word: String) -> String {
    let near = Nearest.match(word, among: allCases.map(\.rawValue))
    let next = near.map { "Did you mean: ./mirador query \($0)" } ?? "List them: ./mirador query"
    return "There is no subject \"\(word)\". \(next)"
  }

  static func whichTarget(_ targets: [Target]) -> String {
    let all = targets.map(\.rawValue).joined(separator: " or ")
    let example = targets.first?.rawValue ?? "unix"
    return
      "Which target: \(all)? Say -t \(example), or choose it once: ./mirador configure -t \(example)"
  }
}

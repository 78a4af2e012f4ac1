// The kinds of checks. A kind is one small file in Kinds/ that says which keys it reads, how they are
// parsed (completely, or an error that cites the key) and how it judges. To add one, write the file and
// add it to `Kinds.all`.

import Curriculum
import Tables

/// A kind of check, with the values of one check of that kind.
protocol Kind: Sendable {
  /// The name in checks.toml.
  static var name: String { get }
  /// The keys it reads beside those that all checks have.
  static var keys: [String] { get }

  init(_ section: Section) throws(LessonFault)

  /// The step whose evidence is judged: its kind and id.
  var source: (kind: String, id: String)? { get }

  /// Looks at the scene. A kind that gathers evidence adds it.
  func judge(_ scene: inout Scene) async -> Judgement
}

/// The table of kinds.
enum Kinds {
  static let all: [any Kind.Type] = [
    ConfigCheck.self, BuildCheck.self, BootCheck.self, ConsoleCheck.self, TimingCheck.self,
    ExitCheck.self, EndingCheck.self, TrapCheck.self, ImageCheck.self, BillCheck.self,
    InspectCheck.self, LevelCheck.self, AnswersCheck.self, AnswerCheck.self,
  ]

  /// The kind of a definition, parsed.
  static func parse(_ definition: CheckDefinition) throws(LessonFault) -> any Kind {
    guard let kind = all.first(where: { $0.name == definition.kind }) else {
      let names = all.map { $0.name }
      let near = Nearest.match(definition.kind, among: names).map { "did you mean \($0)?" }
      let help = near ?? "there are " + names.joined(separator: ", ")
      throw definition.section.fault("kind", "no kind \"\(definition.kind)\"; \(help)")
    }
    try definition.section.expectOnly(CheckDefinition.commonKeys + kind.keys)
    return try kind.init(definition.section)
  }
}

extension Section {
  /// The id of another step: what `key` says, or `key` itself, which is how most lessons name it.
  func step(_ key: String) throws(LessonFault) -> String {
    has(key) ? try string(key) : key
  }
}

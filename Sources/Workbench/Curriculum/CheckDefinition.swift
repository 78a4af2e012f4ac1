import Tables

/// A check as checks.toml defines it: what every kind has, and the kind's own keys unread.
public struct CheckDefinition: Sendable {
  public let id: String
  /// The kind's name; the table of kinds is the Checks module's.
  public let kind: String
  /// What is required, for people.
  public let title: String
  public let points: Int
  /// Checks that must pass before this one says anything.
  public let needs: [String]
  public let visibility: Visibility
  /// Why it matters.
  public let why: String
  /// What to try when it fails.
  public let hint: String
  /// The whole table, for the kind.
  public let section: Section

  /// Whether a learner sees what is expected.
  public enum Visibility: String, CaseIterable, Sendable {
    case `public`
    /// Only the title and the verdict are shown.
    case hidden
  }

  /// The keys that every check has or may have.
  public static let commonKeys = [
    "id", "kind", "title", "points", "needs", "visibility", "why", "hint",
  ]
}

// MARK: - Parsing

extension CheckDefinition {
  init(_ section: Section) throws(LessonFault) {
    self.section = section
    id = try section.string("id", limit: 30)
    guard id.allSatisfy({ ($0.isASCII && $0.isLetter) || $0.isNumber || $0 == "-" }) else {
      throw section.fault("id", "letters, digits and dashes only")
    }
    kind = try section.string("kind", limit: 30)
    title = try section.string("title", limit: 72)
    points = try section.integer("points", in: 0...1000)
    needs = try section.strings("needs")
    why = try section.string("why", limit: 400)
    hint = try section.string("hint", limit: 400)
    guard section.has("visibility") else {
      visibility = .public
      return
    }
    guard let visibility = Visibility(rawValue: try section.string("visibility")) else {
      throw section.fault("visibility", "public or hidden is expected")
    }
    self.visibility = visibility
  }

  /// The checks of a file: at least one, ids unique, needs known and acyclic.
  static func parse(_ text: String, file: String) throws(LessonFault) -> [CheckDefinition] {
    let top = try Section(parsing: text, file: file)
    try top.expectOnly(["format", "check"])
    _ = try top.integer("format", in: 1...1)
    let sections = try top.sections("check")
    guard !sections.isEmpty else {
      throw top.fault("check", "no check at all; a lesson without checks would always pass")
    }
    guard sections.count <= Limits.checks else {
      throw top.fault("check", "at most \(Limits.checks) checks, not \(sections.count)")
    }
    var checks: [CheckDefinition] = []
    for section in sections {
      let check = try CheckDefinition(section)
      guard !checks.contains(where: { $0.id == check.id }) else {
        throw section.fault("id", "\"\(check.id)\" is used twice")
      }
      checks.append(check)
    }
    try checkNeeds(checks)
    return checks
  }

  /// Needs must name checks and must not go in a circle.
  private static func checkNeeds(_ checks: [CheckDefinition]) throws(LessonFault) {
    let ids = checks.map(\.id)
    for check in checks {
      for need in check.needs where !ids.contains(need) {
        let near = Nearest.match(need, among: ids).map { "; did you mean \"\($0)\"?" } ?? ""
        throw check.section.fault("needs", "there is no check \"\(need)\"" + near)
      }
    }
    var settled: Set<String> = []
    var open = checks
    while !open.isEmpty {
      let ready = open.filter { $0.needs.allSatisfy(settled.contains) }
      guard !ready.isEmpty else {
        let circle = open.map(\.id).joined(separator: ", ")
        throw open[0].section.fault("needs", "goes in a circle among: \(circle)")
      }
      settled.formUnion(ready.map(\.id))
      open.removeAll { settled.contains($0.id) }
    }
  }
}

import Curriculum
import Tables

/// A lesson's checks, parsed to the last key and in an order in which every need comes first.
public struct Plan: Sendable {
  let steps: [Step]

  struct Step: Sendable {
    let definition: CheckDefinition
    let kind: any Kind
    /// What the definition says, and the step whose evidence is judged.
    let needs: [String]
  }

  /// Parses the checks of a lesson by the table of kinds.
  public init(_ lesson: Lesson) throws(LessonFault) {
    try self.init(lesson.checks)
  }

  init(_ definitions: [CheckDefinition]) throws(LessonFault) {
    var open: [Step] = []
    for definition in definitions {
      let kind = try Kinds.parse(definition)
      var needs = definition.needs
      if let source = kind.source {
        guard definitions.contains(where: { $0.id == source.id && $0.kind == source.kind }) else {
          throw definition.section.fault(
            source.kind, "there is no check \"\(source.id)\" of kind \(source.kind)")
        }
        if !needs.contains(source.id) { needs.append(source.id) }
      }
      open.append(Step(definition: definition, kind: kind, needs: needs))
    }
    steps = try Plan.ordered(open)
  }

  /// The file's order, except that needs come first.
  private static func ordered(_ steps: [Step]) throws(LessonFault) -> [Step] {
    var open = steps
    var done: [Step] = []
    var ids: Set<String> = []
    while !open.isEmpty {
      guard let next = open.firstIndex(where: { $0.needs.allSatisfy(ids.contains) }) else {
        let circle = open.map(\.definition.id).joined(separator: ", ")
        throw open[0].definition.section.fault("needs", "goes in a circle among: \(circle)")
      }
      let step = open.remove(at: next)
      ids.insert(step.definition.id)
      done.append(step)
    }
    return done
  }
}

// Judges one line of the learner's queries: in every boot of `answers` it must have given one row of one
// column, and in it the secret.
//
//     answers = "answers"       the step that asked
//     number = 1                which line, and which secret
//
// What was right in one boot only was not found out.

import Curriculum
import Machines
import Tables

struct AnswerCheck: Kind {
  static let name = "answer"
  static let keys = ["answers", "number"]

  private let answers: String
  private let number: Int
  var source: (kind: String, id: String)? { ("answers", answers) }

  init(_ section: Section) throws(LessonFault) {
    answers = try section.step("answers")
    number = try section.integer("number", in: 1...20)
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    guard let rounds = scene.answers[answers], let first = rounds.first,
      first.queries.count >= number
    else { return .noEvidence("answer") }
    let truths = rounds.map { $0.truths[number - 1] }
    let expected =
      "one row of one column: "
      + truths.map { "\"\($0)\"" }.joined(separator: " in the first boot, ")
      + (truths.count > 1 ? " in the last" : "")
    let given = rounds.map { $0.answers[number - 1] }
    let query = EvidenceLine(.context, first.queries[number - 1])
    var evidence: [EvidenceLine] = []
    var isRight = true
    for (round, answer) in zip(rounds, given) {
      let good = AnswerCheck.isRight(answer, round.truths[number - 1], round.tasks)
      isRight = isRight && good
      evidence += AnswerCheck.lines(answer).map { EvidenceLine(good ? .good : .bad, $0) }.excerpt(4)
    }
    let got = given.map(AnswerCheck.summary).joined(separator: ", then ")
    return Judgement.of(isRight, expected: expected, got: got, evidence: [query] + evidence)
  }

  /// The secret, or the id of the task of that name.
  private static func isRight(
    _ answer: Inspection, _ truth: String, _ tasks: [String: String]
  ) -> Bool {
    guard case .answer(_, let rows) = answer, rows.count == 1, rows[0].count == 1 else {
      return false
    }
    return rows[0][0] == truth || rows[0][0] == tasks[truth]
  }

  private static func summary(_ answer: Inspection) -> String {
    switch answer {
    case .answer(_, let rows) where rows.count == 1 && rows[0].count == 1: "\"\(rows[0][0])\""
    case .answer(let columns, let rows): "\(rows.count) rows of \(columns.count) columns"
    case .refused(let reason), .silent(let reason): reason
    }
  }

  private static func lines(_ answer: Inspection) -> [String] {
    guard case .answer(_, let rows) = answer else { return [] }
    return rows.map { $0.joined(separator: "  ") }
  }
}

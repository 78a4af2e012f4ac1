import Tables

/// A question with a reason for every wrong answer.
public struct Question: Sendable, Equatable {
  public let prompt: String
  public let answers: [Answer]
  /// Why the right answer is right.
  public let explanation: String

  public struct Answer: Sendable, Equatable {
    public let text: String
    public let isRight: Bool
    /// For a wrong answer: why it is wrong.
    public let reason: String
  }

  /// The right answer's letter: `a`, `b`, …
  public var rightLetter: Character {
    Question.letter(answers.firstIndex { $0.isRight } ?? 0)
  }

  /// The letter of an answer.
  public static func letter(_ index: Int) -> Character {
    Character(UnicodeScalar(UInt8(97 + index)))
  }
}

// MARK: - Parsing

extension Question {
  /// The questions of a file: at least one, each with one right answer and reasons for the others.
  static func parse(_ text: String, file: String) throws(LessonFault) -> [Question] {
    let top = try Section(parsing: text, file: file)
    try top.expectOnly(["format", "question"])
    _ = try top.integer("format", in: 1...1)
    var questions: [Question] = []
    for section in try top.sections("question") { questions.append(try Question(section)) }
    guard !questions.isEmpty else { throw top.fault("question", "at least one is expected") }
    return questions
  }

  private init(_ section: Section) throws(LessonFault) {
    try section.expectOnly(["prompt", "explanation", "answer"])
    prompt = try section.string("prompt", limit: 400)
    explanation = try section.string("explanation", limit: 600)
    var answers: [Answer] = []
    for part in try section.sections("answer") { answers.append(try Answer(part)) }
    guard (2...6).contains(answers.count) else {
      throw section.fault("answer", "2...6 answers are expected, not \(answers.count)")
    }
    guard answers.filter(\.isRight).count == 1 else {
      throw section.fault("answer", "exactly one must be right")
    }
    self.answers = answers
  }
}

extension Question.Answer {
  init(_ section: Section) throws(LessonFault) {
    try section.expectOnly(["text", "right", "reason"])
    text = try section.string("text", limit: 200)
    isRight = try section.boolean("right", otherwise: false)
    guard !isRight else {
      guard !section.has("reason") else {
        throw section.fault("reason", "the right answer's reason is the question's explanation")
      }
      reason = ""
      return
    }
    reason = try section.string("reason", limit: 400)
  }
}

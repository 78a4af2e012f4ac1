import ArgumentParser
import Checks
import Curriculum

struct Quiz: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Predict before you edit: the lesson's question, or the answer to it.",
    discussion: "Examples:\n  ./mirador quiz 1\n  ./mirador quiz 1 b")

  @Argument(help: "The lesson: 1, 01, or a name. Default: where you are.", completion: .lesson)
  var lesson: String?
  @Argument(help: "Your answer, a letter; for lessons with more questions one letter each.")
  var answer: String?

  func run() throws {
    let context = try Context()
    let lesson = try context.lesson(lesson, in: context.catalogue())
    let letters = Array((answer ?? "").lowercased())
    for (index, question) in lesson.questions.enumerated() {
      guard index < letters.count else {
        ask(question)
        let given = String(letters) + "a"
        Output.line("\nNext:  ./mirador quiz \(lesson.number) \(given)    (or another letter)")
        return
      }
      guard try reply(letters[index], to: question, of: lesson) else {
        Output.line("\nNext:  ./mirador quiz \(lesson.number)    (try again)")
        throw ExitCode(Int32(ToolStatus.failed.rawValue))
      }
    }
    Output.line("\nNext:  ./mirador next")
  }

  private func ask(_ question: Question) {
    Output.lines(wrap(question.prompt, to: 78) + [""])
    for (index, answer) in question.answers.enumerated() {
      Output.lines(indented("\(Question.letter(index))  ", answer.text))
    }
  }

  /// Whether the letter was right; says why or why not.
  private func reply(
    _ letter: Character, to question: Question, of lesson: Lesson
  ) throws -> Bool {
    let letters = question.answers.indices.map(Question.letter)
    guard let index = letters.firstIndex(of: letter) else {
      let choice = letters.map { String($0) }.joined(separator: ", ")
      throw Failure(
        .usage,
        "\"\(letter)\" is none of the answers \(choice). Try: ./mirador quiz \(lesson.number)")
    }
    let answer = question.answers[index]
    Output.lines(indented("\(letter)  ", answer.text) + [""])
    let words = answer.isRight ? "Right. " + question.explanation : "Not so. " + answer.reason
    Output.lines(wrap(words, to: 78))
    return answer.isRight
  }

  private func indented(_ label: String, _ text: String) -> [String] {
    let space = String(repeating: " ", count: label.count)
    return wrap(text, to: 78 - label.count).enumerated().map { ($0 == 0 ? label : space) + $1 }
  }
}

import Foundation
import Machines
import Tables
import Testing

@testable import Checks
@testable import Curriculum

@Suite("answers: secrets that only a look inside tells")
struct AnswersTests {
  static let text = """
    [[check]]
    id = "answers"
    kind = "answers"
    title = "it"
    file = "answers"
    seed = "seed"
    secrets = ["Ada Bea Cleo", "10...19"]
    names = ["1"]
    commands = ["tasks", "sizes"]
    boots = 2
    after = "ready"
    [[check]]
    id = "who"
    kind = "answer"
    title = "it"
    number = 1
    [[check]]
    id = "many"
    kind = "answer"
    title = "it"
    number = 2
    """
  static let queries = "# who?\n\ntasks --where a=b --show name\n  sizes --last --show live\n"

  static func check() throws -> AnswersCheck {
    let definition = try #require(definitions(text).first { $0.kind == "answers" })
    return try AnswersCheck(definition.section)
  }

  /// A directory with a file of queries, judged against a unikernel that answers from its seed.
  static func verdict(
    _ queries: String?, answer: @escaping @Sendable ([String], String) -> Inspection
  ) async throws -> [String: Verdict.Check] {
    let scratch = try Scratch()
    defer { scratch.remove() }
    if let queries {
      try Data(queries.utf8).write(to: scratch.directory.appending(path: "answers"))
    }
    let truths = try check()
    let script = Script(interviewer: { request, steps in
      let seed = request.arguments.first { $0.hasPrefix("--seed=") }?.dropFirst(7)
      let secrets = truths.truths(Int(seed ?? "") ?? 0)
      return Guest(lines: ["starting", "ready"]) { question, _ in answer(secrets, question) }
        .interview(steps)
    })
    let lessons = try Catalogue(loading: repositoryLessons)
    let checker = try Checker(
      lessons.lessons[0], plan: Plan(definitions(text)), digest: "00", bench: script)
    let verdict = await checker.verdict(of: scratch.directory, on: .unix, seed: 3)
    return Dictionary(uniqueKeysWithValues: verdict.checks.map { ($0.id, $0) })
  }

  /// What a right solution gets.
  @Sendable static func honest(_ secrets: [String], _ question: String) -> Inspection {
    if question == "tasks" {
      return .answer(columns: ["task", "name"], rows: [["7", secrets[0]], ["8", "Dora"]])
    }
    let isName = question.hasPrefix("tasks")
    return .answer(
      columns: [isName ? "name" : "live"], rows: [[isName ? secrets[0] : secrets[1]]])
  }

  @Test("What the queries find in every boot is right, and so is the id of a task of that name")
  func right() async throws {
    for id in [false, true] {
      let checks = try await AnswersTests.verdict(AnswersTests.queries) { secrets, question in
        if id, question.hasPrefix("tasks -") { return .answer(columns: ["task"], rows: [["7"]]) }
        return AnswersTests.honest(secrets, question)
      }
      #expect(checks.values.allSatisfy { $0.status == .pass })
      #expect(checks.count == 5)
    }
  }

  @Test("One row of one column is an answer, and nothing else is")
  func shapes() async throws {
    let wrong: [@Sendable ([String]) -> Inspection] = [
      { .answer(columns: ["name"], rows: [[$0[0]], [$0[0]]]) },
      { .answer(columns: ["name", "id"], rows: [[$0[0], "7"]]) },
      { _ in .answer(columns: ["name"], rows: []) }, { _ in .refused("no such column") },
      { _ in .answer(columns: ["task"], rows: [["8"]]) },
      { .answer(columns: ["name"], rows: [[$0[0] + " "]]) },
    ]
    for answer in wrong {
      let checks = try await AnswersTests.verdict(AnswersTests.queries) { secrets, question in
        question.hasPrefix("tasks -") ? answer(secrets) : AnswersTests.honest(secrets, question)
      }
      #expect(checks["who"]?.status == .fail)
      #expect(checks["many"]?.status == .pass)
    }
  }

  @Test("What was right in one boot is wrong in the next, whatever it is")
  func writtenDown() async throws {
    for secret in ["Ada", "Bea", "Cleo"] {
      let checks = try await AnswersTests.verdict(AnswersTests.queries) { secrets, question in
        question.hasPrefix("tasks -")
          ? .answer(columns: ["name"], rows: [[secret]])
          : AnswersTests.honest(secrets, question)
      }
      #expect(checks["who"]?.status == .fail)
    }
  }

  @Test(
    "A file that is not what it should be is refused before anything is asked",
    arguments: [
      nil, "", "tasks\n", "tasks\nsizes\ntasks\n", "tasks\ninside --first\n",
      "sh -c 'touch x'\nsizes\n", "tasks|cat\nlogs\n", "help\nsizes\n",
      String(repeating: "#", count: 5000) + "\ntasks\nsizes\n",
    ])
  func refused(_ queries: String?) async throws {
    let checks = try await AnswersTests.verdict(queries, answer: AnswersTests.honest)
    #expect(checks["answers"]?.status == .fail)
    #expect(checks["who"]?.status == .skipped)
  }

  @Test("Who is silent or has ended fails, and nothing is judged")
  func silent() async throws {
    let checks = try await AnswersTests.verdict(AnswersTests.queries) { _, _ in .silent("no") }
    #expect(checks["answers"]?.status == .fail)
    #expect(checks["answers"]?.got == "no")
    #expect(checks["who"]?.status == .skipped)
  }

  @Test("No two boots share a secret, for any seed", arguments: UInt64(0)..<200)
  func draws(_ seed: UInt64) throws {
    let draws = try AnswersTests.check().draws(seed)
    #expect(draws.count == 2)
    #expect(zip(draws[0].truths, draws[1].truths).allSatisfy { $0 != $1 })
    #expect(try AnswersTests.check().draws(seed).map(\.seed) == draws.map(\.seed))
  }

  /// The numbers were computed with a program of another language from SplitMix64's definition.
  @Test("Secrets follow from the seed as the image derives them")
  func derived() throws {
    let words = ["0 1 2 3 4", "0 1 2 3 4", "40...99", "0 1 2 3 4"]
    let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
    let changed = AnswersTests.text.replacing("\"Ada Bea Cleo\", \"10...19\"", with: list)
    let definition = try #require(definitions(changed).first { $0.kind == "answers" })
    #expect(try AnswersCheck(definition.section).truths(7) == ["2", "4", "46", "3"])
  }

  @Test(
    "Secrets that cannot differ in every boot are a fault of the lesson",
    arguments: ["[]", "[\"Ada Bea\"]", "[\"9...3\"]", "[\"1...2\"]", "[\"\"]"])
  func faults(_ secrets: String) throws {
    let changed = AnswersTests.text.replacing("[\"Ada Bea Cleo\", \"10...19\"]", with: secrets)
    #expect(throws: LessonFault.self) {
      try Plan(definitions(changed.replacing("names = [\"1\"]", with: "")))
    }
  }
}

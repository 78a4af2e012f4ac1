// Boots the image some times, each time with other secrets, and lets the learner's own file of queries find
// them out: a line for each secret, in the language of `mirador console`.
//
//     file = "answers"                      in the learner's directory; # begins a comment
//     secrets = ["Ada Bea", "10...99"]      of each, the words or the numbers that it may be
//     seed = "seed"                         the argument from which the image derives them, in this order
//     commands = ["tasks", "timers"]        what the lines may ask: commands that every unikernel has
//     names = [2]                           secrets that may be given by the id of the task of that name
//     boots = 2
//     after = "The clock strikes 1"         asked when this line has come
//     arguments, build
//
// Gathers evidence: `answer` judges one secret. It passes when the file can be read and all was asked.
//
// A query picks its answer by --where, --first, --last and --show. Shell commands (|) and files (>) are the
// console's too, and refused here: this file is the learner's, a check runs it on the instructor's machine as
// well, and learners' code runs nowhere but in unikernels. Answers that a learner's own command gives are
// refused by `commands`: what runs in the image could compute them from the seed. No secret of two boots
// is the same, so what was written down instead of asked is wrong in one of them.

import Curriculum
import Foundation
import Machines
import Tables

struct AnswersCheck: Kind {
  static let name = "answers"
  static let keys = [
    "file", "secrets", "seed", "commands", "names", "boots", "after", "arguments", "build",
  ]

  /// What one boot was asked.
  struct Round: Sendable {
    let truths: [String]
    /// The ids of the tasks that are called so.
    let tasks: [String: String]
    let queries: [String]
    let answers: [Inspection]
  }

  /// Bytes of the file.
  private static let limit = 4096

  private let id: String
  private let file: String
  private let secrets: [Secret]
  private let seedArgument: String
  private let commands: [String]
  private let isName: Set<Int>
  private let boots: Int
  private let after: Pattern
  private let arguments: [Pattern]
  private let build: String
  var source: (kind: String, id: String)? { ("build", build) }

  init(_ section: Section) throws(LessonFault) {
    id = try section.string("id")
    file = try section.string("file", limit: 40)
    seedArgument = try section.string("seed", limit: 40)
    commands = try section.strings("commands")
    boots = try section.integer("boots", in: 2...5)
    after = try Pattern(section.string("after"), in: section, key: "after")
    arguments = try section.patterns("arguments")
    build = try section.step("build")
    var secrets: [Secret] = []
    for text in try section.strings("secrets") {
      guard let secret = Secret(text), secret.count > boots else {
        throw section.fault("secrets", "words or a range, of more than there are boots: \(text)")
      }
      secrets.append(secret)
    }
    guard !secrets.isEmpty else { throw section.fault("secrets", "at least one is expected") }
    self.secrets = secrets
    var isName: Set<Int> = []
    for text in try section.has("names") ? section.strings("names") : [] {
      guard let number = Int(text), 1...secrets.count ~= number else {
        throw section.fault("names", "numbers of secrets are expected")
      }
      isName.insert(number)
    }
    self.isName = isName
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    let expected = "\(secrets.count) queries in \(file), and \(boots) boots that can be asked"
    do throws(Unreadable) {
      let queries = try queries(in: scene.directory, expected)
      var rounds: [Round] = []
      for (seed, truths) in draws(scene.seed) {
        rounds.append(try await round(queries, seed, truths, &scene, expected))
      }
      scene.answers[id] = rounds
      return .pass(
        expected: expected, got: "all of them",
        evidence: queries.map { EvidenceLine(.good, $0) })
    } catch {
      return error.judgement
    }
  }

  // MARK: - The file

  private func queries(in directory: URL, _ expected: String) throws(Unreadable) -> [String] {
    let path = directory.appending(path: file)
    guard let data = try? Data(contentsOf: path), data.count <= Self.limit,
      let text = String(bytes: data, encoding: .utf8)
    else {
      throw Unreadable(
        .fail(
          expected: expected,
          got: "there is no text file \(file) of at most \(Self.limit) bytes"))
    }
    let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    guard lines.count == secrets.count else {
      throw Unreadable(
        .fail(
          expected: expected, got: "\(lines.count) lines that are no comments",
          evidence: lines.prefix(12).map { EvidenceLine(.context, $0) }))
    }
    for line in lines {
      let command = line.prefix { $0 != " " && $0 != "\t" && $0 != "|" && $0 != ">" }
      guard commands.contains(String(command)) else {
        throw Unreadable(
          .fail(
            expected: expected,
            got: "\"\(command)\" is none of \(commands.joined(separator: ", "))",
            evidence: [EvidenceLine(.bad, line)]))
      }
    }
    return lines
  }

  // MARK: - The boots

  /// Seeds, and what follows from them: in no two boots is a secret the same.
  func draws(_ seed: UInt64) -> [(seed: Int, truths: [String])] {
    var generator = SplitMix(state: ~seed &* 0x9FB2_1C65_1E98_DF25)
    var draws: [(seed: Int, truths: [String])] = []
    while draws.count < boots {
      let candidate = Int(generator.next() % 1_000_000_000)
      let truths = truths(candidate)
      let isNew = draws.allSatisfy { zip($0.truths, truths).allSatisfy { $0 != $1 } }
      if isNew { draws.append((candidate, truths)) }
    }
    return draws
  }

  /// What the image derives from a seed, derived here by itself.
  func truths(_ seed: Int) -> [String] {
    var generator = SplitMix(state: UInt64(bitPattern: Int64(seed)))
    return secrets.map { $0[Int(generator.next() % UInt64($0.count))] }
  }

  private func round(
    _ queries: [String], _ seed: Int, _ truths: [String], _ scene: inout Scene,
    _ expected: String
  ) async throws(Unreadable) -> Round {
    let after = after
    let (boot, interview) = try await scene.interview(
      build, arguments, seed: "--\(seedArgument)=\(seed)"
    ) { boot in
      let names = isName.isEmpty ? [] : [InterviewStep.ask("tasks")]
      return [.lines(1) { after.matches($0, boot) }] + names + queries.map { .ask($0) }
    }
    let asked = queries.count + (isName.isEmpty ? 0 : 1)
    if let silent = interview.answers.lazy.compactMap(\.silence).first {
      throw Unreadable(.fail(expected: expected, got: silent))
    }
    guard interview.answers.count == asked else {
      let line = after.readable(boot)
      throw Unreadable(
        .fail(
          expected: expected,
          got: "it ended before all was asked; the line \"\(line)\" was waited for",
          evidence: interview.ending?.lastLines ?? []))
    }
    var tasks: [String: String] = [:]
    if !isName.isEmpty, case .answer(let columns, let rows) = interview.answers[0],
      let id = columns.firstIndex(of: "task"), let name = columns.firstIndex(of: "name")
    {
      for row in rows where isName.contains(where: { truths[$0 - 1] == row[name] }) {
        tasks[row[name]] = row[id]
      }
    }
    return Round(
      truths: truths, tasks: tasks, queries: queries,
      answers: Array(interview.answers.suffix(queries.count)))
  }
}

extension Inspection {
  fileprivate var silence: String? {
    if case .silent(let reason) = self { reason } else { nil }
  }
}

/// What a secret may be.
private enum Secret: Sendable {
  case words([String])
  case numbers(ClosedRange<Int>)

  /// `Ada Bea Cleo`, or `10...99`.
  init?(_ text: String) {
    let ends = text.split(separator: "...", omittingEmptySubsequences: false)
    if ends.count == 2 {
      guard let first = Int(ends[0]), let last = Int(ends[1]), first < last else { return nil }
      self = .numbers(first...last)
    } else {
      self = .words(text.split(separator: " ").map(String.init))
    }
  }

  var count: Int {
    switch self {
    case .words(let words): words.count
    case .numbers(let range): range.count
    }
  }

  subscript(place: Int) -> String {
    switch self {
    case .words(let words): words[place]
    case .numbers(let range): String(range.lowerBound + place)
    }
  }
}

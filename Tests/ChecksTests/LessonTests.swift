// The lessons of this repository against a bench that plays unikernels: it looks at the sources of a
// variant and acts as they would. What real boots do is proved by `mirador lesson lint`; this proves,
// in milliseconds, that the checks tell every variant apart.

import Build
import Configure
import Foundation
import Machines
import Testing

@testable import Checks
@testable import Curriculum

@Suite("Lessons, played")
struct LessonTests {
  /// What config.swift says, by its words.
  static func configuration(_ directory: URL) -> Unikernel {
    let text = read(directory, "config.swift")
    let needs: [(String, Need)] = [
      (".console", .console), (".clock", .clock), (".name", .name), (".arguments", .arguments),
    ]
    return Unikernel(
      "played", start: "Played", needs: needs.filter { text.contains($0.0) }.map(\.1),
      targets: Target.allCases.filter { text.contains(".\($0.rawValue)") })
  }

  static func read(_ directory: URL, _ name: String) -> String {
    (try? String(contentsOf: directory.appending(path: name), encoding: .utf8)) ?? ""
  }

  /// Acts out the statements of `start`, line by line.
  static func play(_ directory: URL, name: String, budget: Double) -> Transcript {
    let source = read(directory, "unikernel.swift").split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    var player = Player(name: name, budget: budget)
    player.perform(source.drop { !$0.contains(" async") }.dropFirst())
    return player.transcript
  }

  /// An interpreter for the few statements that lessons and mutants use.
  struct Player {
    let name: String
    let budget: Double
    var now = 0.01
    var lines: [(String, Double)] = []
    var ending: Ending?

    var transcript: Transcript { .timed(lines, ending: ending ?? .exited(0), rest: rest) }
    private var rest: Double { max(0, now - (lines.last?.1 ?? 0)) }

    init(name: String, budget: Double) {
      self.name = name
      self.budget = budget
    }

    mutating func perform(_ statements: ArraySlice<String>) {
      var rest = statements
      while let statement = rest.first, ending == nil {
        rest = rest.dropFirst()
        if statement.hasPrefix("for ") || statement.hasPrefix("while ") {
          let body = rest.prefix { $0 != "}" }
          rest = rest.dropFirst(body.count + 1)
          let turns =
            statement.contains("while") ? 1_000 : Int(statement.dropLast(2).suffix(1)) ?? 0
          for turn in 1...turns where ending == nil { perform(body, turn) }
        } else {
          perform([statement][...], 0)
        }
      }
    }

    private mutating func perform(_ body: ArraySlice<String>, _ turn: Int) {
      for statement in body where ending == nil {
        if statement.hasPrefix("console.print(") {
          let text = statement.dropFirst("console.print(\"".count).dropLast(2)
          lines.append((String(text).replacing("\\(name)", with: name), now))
        } else if statement.contains("clock.sleep") {
          sleep(statement, turn)
        } else if statement.hasPrefix("throw ") {
          lines.append(("the error", now))
          ending = .exited(1)
        } else if statement.hasPrefix("System.exit(status: ") {
          ending = .exited(Int(statement.dropFirst("System.exit(status: ".count).dropLast()) ?? 0)
        } else if statement.hasPrefix("panic(") {
          lines.append(("PANIC " + statement, now))
          ending = .exited(255)
        }
      }
    }

    private mutating func sleep(_ statement: String, _ turn: Int) {
      if statement.contains("turn == 2 ? 2000 : 500") {
        now += turn == 2 ? 2 : 0.5
      } else {
        let number = statement.split(separator: ".seconds(").last?.prefix { $0.isNumber }
        now += Double(number ?? "0") ?? 0
      }
      if now > budget {
        now = budget
        ending = .timedOut(location: nil)
      }
    }
  }

  /// The lessons whose programs are simple enough to be played; later ones take more of a runtime than an
  /// interpreter of lines can act.
  static let lessons = ((try? Catalogue(loading: repositoryLessons).lessons) ?? []).prefix(2)

  @Test("There are lessons to play") func some() {
    #expect(LessonTests.lessons.map(\.number) == [1, 2])
  }

  @Test("The solution passes, and every wrong variant is caught as its patch says")
  func lint() async throws {
    let bench = Script(
      built: .success(90_000),
      run: { artifact, request in
        let seconds = Double(request.budget?.milliseconds ?? 0) / 1000
        return .success(
          LessonTests.play(
            artifact.executable.deletingLastPathComponent(), name: name(in: request),
            budget: seconds))
      }, unikernel: { .success(LessonTests.configuration($0)) })
    for lesson in LessonTests.lessons {
      let findings = try await LessonLint(bench: bench).lint(lesson) { _ in }
      #expect(findings.count == (lesson.mutants.count + 2) * lesson.manifest.targets.count)
      for finding in findings {
        #expect(finding.problem == nil, "\(lesson.id) \(finding.target) \(finding.variant)")
      }
    }
  }

  @Test("Lint speaks up when everything passes, when nothing does, and when nothing is seen")
  func suspicious() async throws {
    let lesson = LessonTests.lessons[0]
    let benches: [(Script, String)] = [
      (Script(built: .failure(.source(diagnostics: "x"))), "does not build"),
      (Script(built: .failure(.environment("no toolchain"))), "no verdict"),
      (Script(unikernel: { _ in .success(.both) }), "must fail, but passes"),
      (Script { _, _ in .success(.timed([], ending: .vanished("gone"))) }, "does not boot"),
    ]
    for (bench, words) in benches {
      let findings = try await LessonLint(bench: bench).lint(lesson, targets: [.unix]) { _ in }
      let starter = try #require(findings.first { $0.variant == "starter" })
      #expect(try #require(starter.problem).contains(words))
    }
  }

  @Test("A mutant that is caught by another check than its patch says is a fault")
  func wrongReason() throws {
    var verdict = VerdictTests.verdict
    let variant = LessonLint.Variant(
      name: "m", patch: nil, mustPass: false, caughtBy: ["exit"])
    #expect(LessonLint.problem(variant, verdict) == nil)
    verdict.checks[1].id = "other"
    #expect(LessonLint.problem(variant, verdict)?.contains("must be caught by exit") == true)
  }
}

@Suite("Symbols of images")
struct SymbolTableTests {
  @Test("The names of an ELF are read, mangled and readable")
  func names() throws {
    let swiftc = try External.locate("swiftc")
    let scratch = try Scratch()
    defer { scratch.remove() }
    let source = "public struct Marker { public static func placed() -> Int { 7 } }\n"
    let file = scratch.directory.appending(path: "probe.swift")
    try Data(source.utf8).write(to: file)
    let object = scratch.directory.appending(path: "probe.o")
    let result = try External.run(
      swiftc.path, ["-c", "-module-name", "Probe", "-o", object.path, file.path])
    try #require(result.status == 0, "\(result.errors)")
    let names = try SymbolTable.names(of: object)
    #expect(names.contains { $0.hasPrefix("$s5Probe6MarkerV6placed") })
    #expect(names.contains { $0.contains("Probe.Marker.placed()") })
  }

  @Test("A file that is no ELF is an error that says what to do")
  func noImage() throws {
    let fault = try #require(throws: EnvironmentFault.self) {
      try SymbolTable.names(of: URL(filePath: #filePath))
    }
    #expect(fault.message.contains("llvm-nm cannot read"))
  }
}

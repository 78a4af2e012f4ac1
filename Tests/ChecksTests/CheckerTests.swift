import Build
import Configure
import Foundation
import Machines
import Tables
import Testing

@testable import Checks
@testable import Curriculum

@Suite("Verdicts")
struct CheckerTests {
  static let exit = "[[check]]\nid = \"it\"\ntitle = \"it ends\"\nkind = \"exit\"\nstatus = 0\n"

  @Test("A verdict is a pass when every check passes, and the score adds up")
  func pass() async throws {
    let verdict = try await verdict(definitions(CheckerTests.exit), on: Script())
    #expect(verdict.status == .pass)
    #expect(verdict.isPass)
    #expect(verdict.exitStatus == 0)
    #expect(verdict.score == 3)
  }

  @Test("Every boot is given a name of its own, before all other arguments")
  func nonces() async throws {
    let text =
      CheckerTests.exit + """
        [[check]]
        id = "boot2"
        kind = "boot"
        title = "again"
        arguments = ["--to={nonce}"]
        """
    let script = Script()
    _ = try await verdict(definitions(text), on: script, seed: 9)
    let requests = script.requests.withLock { $0 }
    #expect(requests.count == 2)
    #expect(Set(requests.map(name)).count == 2)
    #expect(requests.map(name) == [0, 1].map { Nonce.make(seed: 9, boot: $0) })
    #expect(requests[1].arguments[1] == "--to=\(name(in: requests[1]))")
  }

  @Test("The budget of a boot is the lesson's, stretched on slow hosts", arguments: [0.5, 1, 3])
  func budget(_ factor: Double) async throws {
    let script = Script(factor: factor)
    _ = try await verdict(definitions(CheckerTests.exit), on: script)
    #expect(script.requests.withLock { $0[0].budget } == .seconds(5 * max(1, factor)))
  }

  @Test(
    "A build that fails decides the exit status by whose fault it is",
    arguments: [
      (BuildFailure.source(diagnostics: "unikernel.swift:3: error"), CheckStatus.fail, 3),
      (.environment("no swiftc"), .error, 5), (.internal("broken"), .error, 8),
    ])
  func buildFailure(_ failure: BuildFailure, _ status: CheckStatus, _ exit: Int) async throws {
    let verdict = try await verdict(
      definitions(CheckerTests.exit), on: Script(built: .failure(failure)))
    #expect(verdict.status == status)
    #expect(verdict.exitStatus == exit)
    #expect(verdict.checks.map(\.status) == [status, .skipped, .skipped])
    #expect(verdict.score == 0)
  }

  @Test("A compiler that does not end is stopped at the budget of the build")
  func endlessBuild() async throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "01-copy-\(UUID())")
    let original = repositoryLessons.appending(path: "01-nothing-at-all")
    try FileManager.default.copyItem(at: original, to: place.appending(path: "01-x"))
    defer { try? FileManager.default.removeItem(at: place) }
    let manifest = place.appending(path: "01-x/lesson.toml")
    let text = try String(contentsOf: manifest, encoding: .utf8)
    let changed = text.replacing("build = 180", with: "build = 0.05")
    try Data(changed.utf8).write(to: manifest)
    let lesson = try Lesson(loading: place.appending(path: "01-x"))
    let checker = try Checker(lesson, digest: "", bench: Script(building: .seconds(600)))
    let verdict = await checker.verdict(of: place, on: .unix)
    let build = try #require(verdict.checks.first { $0.id == "build" })
    #expect(build.status == .timeout)
    #expect(verdict.exitStatus == ToolStatus.timeout.rawValue)
    // Far less than what the compiler would take, and far more than a busy host makes of the budget.
    #expect(verdict.duration < 300_000)
  }

  @Test("A config.swift that cannot be read is told once, and read once")
  func unreadable() async throws {
    let text = """
      [[check]]
      id = "a"
      title = "a"
      kind = "config"
      needs-exactly = []
      [[check]]
      id = "b"
      title = "b"
      kind = "config"
      needs-exactly = []
      """
    let script = Script(unikernel: { _ in .failure(.source(diagnostics: "config.swift:1: x")) })
    let verdict = try await verdict(definitions(text), on: script)
    #expect(verdict.checks.map(\.status) == [.fail, .skipped, .skipped, .skipped])
    #expect(verdict.exitStatus == ToolStatus.buildFailed.rawValue)
    #expect(script.reads.load(ordering: .relaxed) == 1)
  }

  @Test("A target that config.swift does not list is not built, and that is the learner's to mend")
  func unlisted() async throws {
    let only = Unikernel("u", start: "U", targets: [.virtio])
    let verdict = try await verdict(
      definitions(CheckerTests.exit), on: Script(unikernel: { _ in .success(only) }))
    #expect(verdict.checks[0].got == "config.swift does not list .unix")
    #expect(verdict.exitStatus == ToolStatus.failed.rawValue)
  }

  @Test("A machine that cannot be had is an error of the environment, not the learner's")
  func noMachine() async throws {
    let script = Script { _, _ in .failure(.environment("QEMU is missing. Install it.")) }
    let verdict = try await verdict(definitions(CheckerTests.exit), on: script)
    #expect(verdict.status == .error)
    #expect(verdict.exitStatus == ToolStatus.environment.rawValue)
    #expect(verdict.checks[1].got == "QEMU is missing. Install it.")
  }

  @Test("No check at all is an error, never a pass")
  func nothing() async throws {
    let verdict = try await verdict([], on: Script())
    #expect(verdict.status == .error)
    #expect(verdict.exitStatus == ToolStatus.internalError.rawValue)
  }

  @Test("A check without evidence is an error, never a pass")
  func noEvidence() async throws {
    for check in try definitions(CheckerTests.exit) where check.kind != "build" {
      let kind = try Kinds.parse(check)
      var scene = Scene(
        bench: Script(), directory: URL(filePath: "/"), target: .unix,
        lesson: try Catalogue(loading: repositoryLessons).lessons[0], starters: StarterSizes(),
        seed: 1, accelerator: nil)
      #expect(await kind.judge(&scene).status == .error, "\(check.kind)")
    }
  }

  @Test("What needs something that failed is skipped, and so is what needs that")
  func skipping() async throws {
    let text =
      CheckerTests.exit + """
        [[check]]
        id = "next"
        title = "next"
        kind = "console"
        silent = true
        needs = ["it"]
        [[check]]
        id = "last"
        title = "last"
        kind = "console"
        silent = true
        needs = ["next"]
        [[check]]
        id = "free"
        title = "free"
        kind = "console"
        silent = true
        """
    let script = Script { _, _ in .success(.ended(1)) }
    let verdict = try await verdict(definitions(text), on: script)
    #expect(verdict.checks.map(\.status) == [.pass, .pass, .fail, .skipped, .skipped, .pass])
    #expect(verdict.checks[3].got == "needs \"it ends\" first")
    #expect(verdict.status == .fail)
  }

  @Test("Needs that come later in the file are judged first")
  func order() throws {
    let text = """
      [[check]]
      id = "late"
      title = "late"
      kind = "console"
      silent = true
      needs = ["early"]
      [[check]]
      id = "early"
      title = "early"
      kind = "exit"
      status = 0
      """
    #expect(
      try Plan(definitions(text)).steps.map(\.definition.id) == ["build", "boot", "early", "late"])
  }

  @Test("A hidden check tells its verdict and nothing else")
  func hidden() async throws {
    let text = CheckerTests.exit + "visibility = \"hidden\"\n"
    let script = Script { _, _ in .success(.ended(1, ["secret"])) }
    let check = try await verdict(definitions(text), on: script).checks[2]
    #expect(check.status == .fail)
    #expect(check.expected.isEmpty && check.got.isEmpty && check.evidence.isEmpty)
  }

  @Test(
    "The worst result decides the exit status",
    arguments: [
      ([ToolStatus](), ToolStatus.passed), ([.passed, .failed], .failed),
      ([.failed, .timeout], .timeout), ([.timeout, .bootFailed], .bootFailed),
      ([.buildFailed, .failed], .buildFailed), ([.environment, .buildFailed], .environment),
      ([.internalError, .environment], .internalError), ([.tampered, .failed], .tampered),
    ])
  func worst(_ all: [ToolStatus], _ expected: ToolStatus) {
    #expect(ToolStatus.worst(all) == expected)
    #expect(ToolStatus.worst(all.reversed()) == expected)
  }

  @Test("The exit statuses are the documented ones")
  func statuses() {
    #expect(ToolStatus.allCases.map(\.rawValue) == Array(0...8))
    #expect(ToolStatus.tampered.rawValue == 7)
  }

  @Test("Every error of the workbench has its exit status and its last words")
  func failures() {
    let cases: [(any Error, ToolStatus)] = [
      (EnvironmentFault("x"), .environment), (LessonFault(file: "f", "x"), .internalError),
      (UnknownLesson(word: "x", candidates: [], isAmbiguous: false), .usage),
      (BuildFailure.source(diagnostics: "x"), .buildFailed),
      (BuildFailure.environment("x"), .environment), (BuildFailure.internal("x"), .internalError),
      (MachineFailure.environment("x"), .environment),
      (PatchFault.doesNotApply("x"), .internalError), (CancellationError(), .internalError),
    ]
    for (error, status) in cases {
      #expect(Failure(error).status == status)
      #expect(!Failure(error).message.isEmpty)
    }
  }
}

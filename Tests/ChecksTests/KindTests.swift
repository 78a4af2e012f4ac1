import Configure
import Foundation
import Machines
import Tables
import Testing

@testable import Checks
@testable import Curriculum

@Suite("Kinds of checks")
struct KindTests {
  static func at(_ seconds: [Double]) -> Transcript { .timed(seconds.map { ("tick", $0) }) }

  @Test(
    "timing: gaps count to the microsecond, both ends included",
    arguments: [
      ([1.0, 2, 3], CheckStatus.pass), ([1, 1.8], .pass), ([1, 2.6], .pass),
      ([1, 1.799_999], .fail), ([1, 2.600_001], .fail), ([1, 2, 2.1], .fail), ([1], .fail),
      ([], .fail), ([1, 1, 1, 1], .fail),
    ])
  func timing(_ seconds: [Double], _ status: CheckStatus) async throws {
    let script = Script { _, _ in .success(KindTests.at(seconds)) }
    let check = try await judge(
      "kind = \"timing\"\nline = \"tick\"\ngap = [0.8, 1.6]", on: script)
    #expect(check.status == status)
  }

  @Test(
    "timing: a slow host stretches the upper bound only, and never to twice the time",
    arguments: [
      (2, 1.649, CheckStatus.pass), (2, 1.651, .fail), (2, 0.79, .fail), (10, 1.899, .pass),
      (10, 1.901, .fail), (0.5, 1.599, .pass), (0.5, 1.601, .fail),
    ])
  func slowHost(factor: Double, gap: Double, status: CheckStatus) async throws {
    let text = "kind = \"timing\"\nline = \"tick\"\ngap = [0.8, 1.6]"
    let script = Script(factor: factor) { _, _ in .success(KindTests.at([1, 1 + gap])) }
    #expect(try await judge(text, on: script).status == status)
  }

  @Test("timing: the total is from the first line to the last, other lines do not count")
  func total() async throws {
    let text = "kind = \"timing\"\nline = \"tick\"\ntotal = [2, 3]"
    for (last, status) in [(2.9, CheckStatus.fail), (3, .pass), (4, .pass), (4.1, .fail)] {
      let script = Script { _, _ in
        .success(.timed([("noise", 0), ("tick", 1), ("noise", 1.5), ("tick", last), ("noise", 9)]))
      }
      #expect(try await judge(text, on: script).status == status)
    }
  }

  @Test(
    "console: a line, so many times, and nothing else",
    arguments: [
      (["hi ada", "hi ada"], CheckStatus.pass), (["hi ada"], .fail),
      (["hi ada", "hi ada", "hi ada"], .fail), (["hi ada", "hi bob"], .fail),
      (["hi ada", "", "hi ada"], .fail), (["hi ada", "hi ada "], .fail), ([], .fail),
      (["hi ada", "HI ADA"], .fail),
    ])
  func repeated(_ lines: [String], _ status: CheckStatus) async throws {
    let script = Script { _, request in
      .success(.ended(0, lines.map { $0.replacing("ada", with: name(in: request)) }))
    }
    let check = try await judge(
      "kind = \"console\"\nline = \"hi {nonce}\"\ntimes = 2", on: script)
    #expect(check.status == status)
  }

  @Test(
    "console: as often as the boot's number says, with the boot's phrase",
    arguments: [(0, CheckStatus.pass), (-1, .fail), (1, .fail)])
  func counted(_ more: Int, _ status: CheckStatus) async throws {
    let script = Script { _, request in
      let values = request.arguments.dropFirst().map { String($0.drop { $0 != "=" }.dropFirst()) }
      guard values.count == 2, let times = Int(values[1]) else { return .success(.ended(0)) }
      return .success(.ended(0, (1...times + more).map { "\($0) \(values[0])" }))
    }
    let text = """
      [[check]]
      id = "told"
      title = "it is told"
      kind = "boot"
      arguments = ["--say={phrase}", "--times={number}"]
      [[check]]
      id = "it"
      title = "it"
      kind = "console"
      boot = "told"
      line = "{index} {phrase}"
      times = "{number}"
      """
    for seed in 1...20 as ClosedRange<UInt64> {
      let verdict = try await verdict(definitions(text), on: script, seed: seed)
      #expect(verdict.checks.last?.status == status)
    }
  }

  @Test(
    "bill: the console is the image's list, no more and no less, and what must not be in it is not",
    arguments: [
      (["u 1", "A 2"], ["u 1", "A 2"], CheckStatus.pass), (["u 1", "A 2"], ["A 2", "u 1"], .fail),
      (["u 1", "A 2"], ["u 1"], .fail), (["u 1"], ["u 1", "A 2"], .fail), (["u 1"], [], .fail),
      (["u 1", "Bad 1"], ["u 1", "Bad 1"], .fail),
      (["u 1", "Badly 1"], ["u 1", "Badly 1"], .pass),
      ([], [], .error),
    ])
  func bill(_ bill: [String], _ lines: [String], _ status: CheckStatus) async throws {
    let script = Script(bill: bill) { _, _ in .success(.ended(0, lines)) }
    let check = try await judge("kind = \"bill\"\nabsent = [\"Bad\"]", on: script)
    #expect(check.status == status)
  }

  @Test(
    "inspect: rows are counted by one column, and whoever cannot be asked fails",
    arguments: [
      (["sleep 1", "sleep 2", "-"], CheckStatus.pass), (["sleep 1"], .fail), ([], .fail),
      (["sleep 1", "sleep 2", "sleep 3"], .fail), (["no sleep", "sleep 1"], .fail),
    ])
  func inspected(_ cells: [String], _ status: CheckStatus) async throws {
    let text = """
      kind = "inspect"
      ask = "tasks"
      after = "Tossed by {nonce}"
      column = "for"
      matches = "sleep {any}"
      rows = 2
      """
    let script = Script(interviewer: { request, steps in
      Guest(lines: ["Tossed by somebody", "Tossed by " + name(in: request)]) { question, _ in
        guard question == "tasks" else { return .refused("wrong") }
        return .answer(columns: ["task", "for"], rows: cells.map { ["1", $0] })
      }.interview(steps)
    })
    #expect(try await judge(text, on: script).status == status)
    for inspection in [Inspection.silent("no"), .refused("no")] {
      let script = Script(interviewer: { _, _ in Interview(answers: [inspection]) })
      #expect(try await judge(text, on: script).status == .fail)
    }
    let ended = Script(interviewer: { _, _ in Interview(ending: .ended(0)) })
    #expect(try await judge(text, on: ended).status == .fail)
    let other = Script(interviewer: { _, _ in
      Interview(answers: [.answer(columns: ["task"], rows: [])])
    })
    #expect(try await judge(text, on: other).status == .error)
  }

  @Test(
    "inspect: each row that is asked for is there once, and as many as said in all",
    arguments: [
      (["a 7", "b 2"], CheckStatus.pass), (["b 2", "a 7"], .pass), (["a 7"], .fail),
      (["a 7", "b 2", "c 1"], .fail), (["a 7", "b 2", "b 2"], .fail), (["a 7 ", "b 2"], .fail),
    ])
  func rows(_ rows: [String], _ status: CheckStatus) async throws {
    let text = """
      kind = "inspect"
      ask = "metrics"
      after = "ready"
      columns = ["name", "value"]
      includes = ["a 7", "b {any}"]
      rows = 2
      """
    let table = rows.map { row in
      let cells = row.split(separator: " ", maxSplits: 1).map(String.init)
      return [cells[1], "x", cells[0]]
    }
    let script = Script(interviewer: { _, _ in
      Interview(answers: [.answer(columns: ["value", "help", "name"], rows: table)])
    })
    #expect(try await judge(text, on: script).status == status)
    // A command of the learner's may have other columns: that is no fault of Mirador.
    let other = Script(interviewer: { _, _ in
      Interview(answers: [.answer(columns: ["name"], rows: [["a"], ["b"]])])
    })
    #expect(try await judge(text, on: other).status == .fail)
  }

  @Test(
    "image: the starter is built once, and to be smaller by less than asked is not enough",
    arguments: [(900, CheckStatus.pass), (901, .fail), (1000, .fail)])
  func belowStarter(_ size: Int, _ status: CheckStatus) async throws {
    let script = Script(sizes: { $0.lastPathComponent == "starter" ? 1000 : size })
    let text = """
      [[check]]
      id = "it"
      title = "it"
      kind = "image"
      below-starter = 100
      [[check]]
      id = "again"
      title = "it"
      kind = "image"
      below-starter = 100
      """
    let verdict = try await verdict(definitions(text), on: script)
    #expect(verdict.checks.suffix(2).map(\.status) == [status, status])
    #expect(script.builds.load(ordering: .relaxed) == 2)
  }

  @Test("build: a fresh version is another one in every check, an ordinary one is none")
  func freshVersion() async throws {
    let text = "[[check]]\nid = \"it\"\ntitle = \"it\"\nkind = \"build\"\nfresh = true"
    var releases: Set<String> = []
    for seed in 1...10 as ClosedRange<UInt64> {
      let script = Script()
      _ = try await verdict(definitions(text), on: script, seed: seed)
      let seen = script.releases.withLock { $0 }
      #expect(seen.count == 2 && seen[0] == nil)
      if let release = seen[1] { releases.insert(release) }
    }
    #expect(releases.count == 10)
  }

  @Test("console: good, wrong and missing lines are told apart")
  func evidence() async throws {
    let script = Script { _, _ in .success(.ended(0, ["a", "x"])) }
    let check = try await judge(
      "kind = \"console\"\nlines = [\"a\", \"b\", \"c{any}\"]", on: script)
    #expect(
      check.evidence == [
        EvidenceLine(.good, "a"), EvidenceLine(.bad, "x"), EvidenceLine(.missing, "c…"),
      ])
    #expect(check.got == "2 lines, 1 as expected, 1 not expected, 1 missing")
  }

  @Test(
    "console: lines in order, others between",
    arguments: [
      (["a", "b"], CheckStatus.pass), (["x", "a", "x", "b", "x"], .pass), (["b", "a"], .fail),
      (["a"], .fail), ([], .fail),
    ])
  func loose(_ lines: [String], _ status: CheckStatus) async throws {
    let script = Script { _, _ in .success(.ended(0, lines)) }
    let check = try await judge("kind = \"console\"\ncontains = [\"a\", \"b\"]", on: script)
    #expect(check.status == status)
  }

  @Test("console: silence is no line, not even an empty one")
  func silent() async throws {
    for (lines, status) in [([String](), CheckStatus.pass), ([""], .fail), (["x"], .fail)] {
      let script = Script { _, _ in .success(.ended(0, lines)) }
      #expect(try await judge("kind = \"console\"\nsilent = true", on: script).status == status)
    }
  }

  @Test("console: what a flood printed is never right")
  func flood() async throws {
    let script = Script { _, _ in .success(.timed([("a", 1)], ending: .flooded)) }
    let check = try await judge("kind = \"console\"\nlines = [\"a\"]", on: script)
    #expect(check.status == .fail)
  }

  @Test(
    "exit: the status must be the one asked for",
    arguments: [
      (Ending.exited(3), CheckStatus.pass, ToolStatus.passed), (.exited(0), .fail, .failed),
      (.exited(255), .fail, .failed), (.timedOut(location: "main.swift:3"), .timeout, .timeout),
      (.flooded, .fail, .failed),
    ])
  func exit(_ ending: Ending, _ status: CheckStatus, _ code: ToolStatus) async throws {
    let script = Script { _, _ in .success(.timed([("last words", 1)], ending: ending)) }
    let text = "[[check]]\nid = \"it\"\ntitle = \"it\"\nkind = \"exit\"\nstatus = 3"
    let verdict = try await verdict(definitions(text), on: script)
    #expect(verdict.checks[2].status == status)
    #expect(verdict.exitStatus == code.rawValue)
    if status != .pass {
      #expect(verdict.checks[2].evidence.contains(EvidenceLine(.context, "last words")))
    }
  }

  @Test("exit: where a boot that did not end was is told")
  func location() async throws {
    let script = Script { _, _ in
      .success(.timed([], ending: .timedOut(location: "unikernel.swift:7")))
    }
    let check = try await judge("kind = \"exit\"\nstatus = 0", on: script)
    #expect(check.got.contains("5.0 s"))
    #expect(check.got.contains("unikernel.swift:7"))
  }

  @Test("exit: a trap is shown with its backtrace")
  func trap() async throws {
    let script = Script { _, _ in
      .success(
        .ended(
          255, ["hello", "PANIC too much", "  at 0x0000000000101c2d  start() unikernel.swift:9"]))
    }
    let check = try await judge("kind = \"exit\"\nstatus = 0", on: script)
    #expect(check.got == "exit status 255, after: PANIC too much")
    #expect(
      check.evidence.map(\.text) == [
        "PANIC too much", "  at 0x0000000000101c2d  start() unikernel.swift:9",
      ])
  }

  @Test(
    "boot: a machine that dies without a word did not boot",
    arguments: [Ending.killed(signal: 31), .vanished("QEMU ended with status 1")])
  func died(_ ending: Ending) async throws {
    let script = Script { _, _ in .success(.timed([("so far", 1)], ending: ending)) }
    let text = "[[check]]\nid = \"it\"\ntitle = \"it\"\nkind = \"exit\"\nstatus = 0"
    let verdict = try await verdict(definitions(text), on: script)
    #expect(verdict.checks.map(\.status) == [.pass, .fail, .skipped])
    #expect(verdict.exitStatus == ToolStatus.bootFailed.rawValue)
    #expect(verdict.checks[1].evidence == [EvidenceLine(.context, "so far")])
  }

  @Test("ending: soon after the last line, and by itself")
  func ending() async throws {
    let text = "kind = \"ending\"\nwithin = 1"
    let cases: [(Ending, Double, CheckStatus)] = [
      (.exited(0), 1, .pass), (.exited(7), 0.1, .pass), (.exited(0), 1.01, .fail),
      (.timedOut(location: nil), 1, .timeout), (.flooded, 0, .fail),
    ]
    for (ending, rest, status) in cases {
      let script = Script { _, _ in .success(.timed([("x", 1)], ending: ending, rest: rest)) }
      #expect(try await judge(text, on: script).status == status, "\(ending) \(rest)")
    }
  }

  @Test(
    "trap: the cause must be in the report, and the status 255",
    arguments: [
      (255, ["TRAP page fault at 0x0"], CheckStatus.pass), (255, ["TRAP invalid opcode"], .fail),
      (1, ["TRAP page fault at 0x0"], .fail), (255, ["page fault"], .fail), (0, [], .fail),
    ])
  func trapCause(_ status: Int, _ lines: [String], _ expected: CheckStatus) async throws {
    let script = Script { _, _ in .success(.ended(status, lines)) }
    let check = try await judge("kind = \"trap\"\ncause = \"page fault\"", on: script)
    #expect(check.status == expected)
  }

  @Test("trap: none is none")
  func noTrap() async throws {
    for (lines, status) in [(["fine"], CheckStatus.pass), (["PANIC x"], .fail)] {
      let script = Script { _, _ in .success(.ended(0, lines)) }
      #expect(try await judge("kind = \"trap\"\nnone = true", on: script).status == status)
    }
  }

  @Test(
    "image: the lesson's budget, to the byte",
    arguments: [(98_303, "pass"), (98_304, "pass"), (98_305, "fail")])
  func size(_ bytes: Int, _ status: String) async throws {
    let check = try await judge(
      "kind = \"image\"\nfits = true", on: Script(built: .success(bytes)))
    #expect(check.status.rawValue == status)
  }

  @Test("image: symbols that must be there and symbols that must not")
  func symbols() async throws {
    let script = Script(names: ["$s7Drivers5BlockC", "Drivers.Block", "start"])
    let absent = try await judge("kind = \"image\"\nabsent = [\"Drivers.\", \"Wire.\"]", on: script)
    #expect(absent.evidence == [EvidenceLine(.bad, "Drivers.Block")])
    let present = try await judge("kind = \"image\"\npresent = [\"start\", \"end\"]", on: script)
    #expect(present.evidence == [EvidenceLine(.missing, "end")])
    let fine = try await judge("kind = \"image\"\nabsent = [\"Wire.\"]", on: script)
    #expect(fine.status == .pass)
  }

  @Test("image: no symbol at all is no evidence, so no pass")
  func noSymbols() async throws {
    let check = try await judge("kind = \"image\"\nabsent = [\"Wire.\"]", on: Script(names: []))
    #expect(check.status == .error)
  }

  @Test("config: targets that must be listed, needs exactly and at least")
  func config() async throws {
    let cases: [(String, [Need], [Target], CheckStatus)] = [
      ("targets = [\"unix\", \"virtio\"]", [], [.virtio, .unix], .pass),
      ("targets = [\"unix\", \"virtio\"]", [], [.unix], .fail),
      ("needs-exactly = []", [], [.unix], .pass),
      ("needs-exactly = []", [.console], [.unix], .fail),
      ("needs-exactly = [\"name\", \"console\"]", [.console, .name], [.unix], .pass),
      ("needs-exactly = [\"console\"]", [.console, .console], [.unix], .fail),
      ("needs-include = [\"console\"]", [.console, .name], [.unix], .pass),
      ("needs-include = [\"clock\"]", [.console, .name], [.unix], .fail),
    ]
    for (text, needs, targets, status) in cases {
      let unikernel = Unikernel("u", start: "U", needs: needs, targets: targets)
      let script = Script(unikernel: { _ in .success(unikernel) })
      #expect(try await judge("kind = \"config\"\n" + text, on: script).status == status, "\(text)")
    }
  }

  @Test(
    "A check that says nothing, or nothing sensible, is refused",
    arguments: [
      ("kind = \"config\"", "kind"), ("kind = \"image\"", "kind"),
      ("kind = \"image\"\nfits = false", "kind"),
      ("kind = \"console\"", "kind"), ("kind = \"trap\"", "cause"),
      ("kind = \"console\"\nsilent = false", "silent"),
      ("kind = \"console\"\nsilent = true\nlines = [\"a\"]", "kind"),
      ("kind = \"console\"\nline = \"a\"", "times"),
      ("kind = \"console\"\nlines = []", "lines"),
      ("kind = \"console\"\nlines = [\"{who}\"]", "lines"),
      ("kind = \"console\"\nlines = [\"{nonce\"]", "lines"),
      ("kind = \"timing\"\nline = \"a\"", "gap"),
      ("kind = \"timing\"\nline = \"a\"\ngap = [2, 1]", "gap"),
      ("kind = \"timing\"\nline = \"a\"\ngap = [1]", "gap"),
      ("kind = \"exit\"", "status"), ("kind = \"exit\"\nstatus = 256", "status"),
      ("kind = \"exit\"\nstatus = 0\nboot = \"no\"", "boot"),
      ("kind = \"image\"\nabsent = [\"\"]", "absent"), ("kind = \"exot\"", "kind"),
      ("kind = \"exit\"\nstatus = 0\nstaus = 1", "staus"),
      ("kind = \"config\"\ntargets = [\"xen\"]", "targets"),
    ])
  func refused(_ text: String, _ key: String) async throws {
    let definitions = try definitions("[[check]]\nid = \"it\"\ntitle = \"it\"\n" + text)
    let fault = try #require(throws: LessonFault.self) { try Plan(definitions) }
    #expect(fault.file == "test/checks.toml")
    #expect(fault.key == "check[3].\(key)")
  }
}

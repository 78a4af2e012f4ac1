import Foundation
import Testing

@testable import Machines

/// What a trap report tells of tasks, from a console as it was recorded.
@Suite struct TaskReportTests {
  static let console = """
    INF [app] before
    TRAP page fault: write to 0x0000000000000008, a null pointer
      at 0x0000000000403721  crash() at unikernel.swift:22
      registers
        rax 0x0000000000000001 rbx 0x0000000000000002 rcx 0x0000000000000003
        rip 0x0000000000403721
      tasks 6
      task 7 running of 1 "trapper \\" of 9"
        entered 0x0000000000410bd3  closure #2 in Demo.start() at unikernel.swift:9
      task 1 waiting for 7
        at 0x0000000000401ca0  Demo.start() at unikernel.swift:12
        at 0x0000000000401ca1  Demo.outer() at unikernel.swift:13
      task 4 ready cancelled of 7
        at 0x0000000000401cb0
      task 5 waiting of 77
      nonsense
      task five waiting
      log
        2026-06-29T14:31:38Z INF [app] before
        task 8 running
    """.split(separator: "\n").map(String.init)

  @Test func eachSectionIsTakenForItself() throws {
    let report = try #require(TrapReport(in: Self.console))
    #expect(report.places == ["crash() at unikernel.swift:22"])
    #expect(report.registers.count == 2)
    #expect(report.registers.first?.hasPrefix("rax 0x0000000000000001 rbx") == true)
    #expect(report.log == ["2026-06-29T14:31:38Z INF [app] before", "task 8 running"])
    #expect(report.taskCount == 6)
    #expect(report.tasks.map(\.id) == [7, 1, 4, 5])
  }

  @Test func aTaskSaysAllThatItsLineDoes() throws {
    let report = try #require(TrapReport(in: Self.console))
    let ran = try #require(report.runningTask)
    #expect(ran.name == "trapper \\\" of 9" && ran.parent == 1 && ran.waitsFor == nil)
    #expect(ran.created == "closure #2 in Demo.start() at unikernel.swift:9")
    let first = report.tasks[1]
    #expect(first.name == nil && first.waitsFor == 7 && !first.isCancelled)
    #expect(
      first.places == ["Demo.start() at unikernel.swift:12", "Demo.outer() at unikernel.swift:13"])
    let cancelled = report.tasks[2]
    #expect(cancelled.isCancelled && cancelled.state == "ready" && cancelled.parent == 7)
    #expect(cancelled.places == ["0x0000000000401cb0"])
  }

  @Test func childrenAreBelowTheirParents() throws {
    let report = try #require(TrapReport(in: Self.console))
    #expect(
      report.taskTree == [
        "1 waits for 7 in Demo.start() ← Demo.outer()",
        "  7 \"trapper \\\" of 9\" ran, created with closure #2 in Demo.start() at unikernel.swift:9",
        "    4 (cancelled) ready",
        "5 waits",
        "… and 2 more",
      ])
  }

  @Test func aCircleOfParentsEnds() throws {
    let lines = ["PANIC x", "  tasks 2", "  task 1 waiting of 2", "  task 2 waiting of 1"]
    let report = try #require(TrapReport(in: lines))
    #expect(report.taskTree == ["1 waits", "  2 waits"])
  }

  @Test func aReportWithoutTasksSaysNothingOfThem() throws {
    let report = try #require(TrapReport(in: ["PANIC x", "  at 0x0000000000000001", "after"]))
    #expect(report.tasks.isEmpty && report.taskLines.isEmpty && report.registers.isEmpty)
    #expect(report.frames.count == 1)
  }

  @Test(
    arguments: [
      ("    at 0x0000000000401ca0", 0x401ca0), ("    entered 0x0000000000401ca0", 0x401ca0),
      ("  at 0x0000000000401ca0", nil), ("    at 0x401ca0", nil),
      ("    at 0x0000000000401ca0  x", nil), ("    at 0x00000000004gggg0", nil),
    ] as [(String, UInt64?)])
  func onlyExactLinesHaveAddresses(part: (line: String, address: UInt64?)) {
    #expect(Symbolizer.taskAddress(of: part.line) == part.address)
  }
}

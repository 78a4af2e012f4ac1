// What the harness reads of others: traces, lines, files of the system.

import Machines
import Testing

@testable import Benchmarks

struct ReadingTests {
  @Test func theMonitorIsLeftOutAndNothingElse() {
    let command = QemuCommand(accelerator: .tcg, kernel: "image", memory: 32, commandLine: "")
    let arguments = MonitorlessCommand.arguments(command)
    #expect(arguments.count == command.arguments.count - 4)
    #expect(!arguments.contains { $0.contains("monitor") })
    #expect(arguments.suffix(2) == ["-kernel", "image"])
  }

  @Test func figuresAreNameAndValueInTheirOrder() {
    var figures = Figures()
    figures.add(["yield 58.2", "booting", "a b c", "sleep nan", "alloc 9"])
    figures.add(["yield 60", "alloc 8"])
    #expect(figures.names == ["yield", "alloc"])
    #expect(figures.values == ["yield": [58.2, 60], "alloc": [9, 8]])
  }

  @Test func aFigureMayNameItsUnit() {
    var figures = Figures()
    figures.add(["task 208 bytes", "yield 58.2", "late 3 weeks"])
    let rows = figures.rows("unix") { name, row in
      if name == "yield" { row.aim = .atMost(60) }
    }
    #expect(rows.map(\.name) == ["task, unix", "yield, unix"])
    #expect(rows.map(\.unit) == [.bytes, .nanoseconds])
    #expect(rows.map(\.isMet) == [nil, true])
  }

  @Test func allocatorLinesBecomeRows() throws {
    let rows = AllocatorBenchmark.rows(
      "malloc + free, 64 B\t9 10 11\t20 20 20\nheap\nmemcpy\t1\t2\n")
    #expect(rows.map(\.name) == ["malloc + free, 64 B", "memcpy"])
    #expect(rows.map(\.ratio) == [0.5, 0.5])
    #expect(rows.map(\.isMet) == [true, nil])
  }

  @Test func stepsOfAVerdictAddUpToTheWhole() throws {
    let laps: [(name: String, duration: Duration)] = [
      ("configure", .seconds(1)), ("library", .seconds(1)), ("compile", .seconds(3)),
      ("boot", .seconds(1)), ("boot", .seconds(1)),
    ]
    let rows = StepTimes.rows([StepTimes(whole: .seconds(10), laps)], "unix")
    #expect(rows.map(\.samples.median) == [2, 3, 0, 2, 3])
    #expect(rows.first?.name == "  configure, unix")
  }

  @Test func theProcessorIsTheFirstModelName() {
    let text = "processor\t: 0\nmodel name\t: AMD EPYC\nmodel name\t: other\n"
    #expect(MachineFacts.processor(in: text) == "AMD EPYC")
    #expect(MachineFacts.processor(in: "") == "unknown processor")
    #expect(MachineFacts.swiftVersion(in: "Swift version 6.3.1 (swift-6.3.1-RELEASE)") == "6.3.1")
  }

  @Test func aProgramThatEndsBadlyIsNoMeasurement() throws {
    #expect(try Sprint("/bin/true").run() > 0)
    #expect(throws: (any Error).self) { try Sprint("/bin/false").run() }
    #expect(throws: (any Error).self) { try Sprint("/no/such/program").run() }
    #expect(try Sprint("/bin/false", expecting: 1).run() > 0)
  }
}

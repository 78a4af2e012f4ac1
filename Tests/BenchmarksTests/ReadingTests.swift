// What the harness reads of others: traces, lines, files of the system.

import Machines
import Testing

@testable import Benchmarks

struct ReadingTests {
  private static let trace = """
    Trace 0: 0x7f01 [00000000ffff0000/00000000fffffff0/00000040/ff020201]\u{20}
    Trace 0: 0x7f02 [0000000000000000/0000000000100a6d/000000b4/ff020201] pvh_entry
    Trace 0: 0x7f03 [0000000000000000/0000000000100a6e/000000b4/ff020201] pvh_entry
    Trace 0: 0x7f03 [0000000000000000/0000000000100a6e/000000b4/ff020201] pvh_entry
    cpu_io_recompile: rewound execution of TB to 0000000000100a70

    Trace 0: 0x7f04 [0000000000000000/0000000000100a70/000000b4/ff020201] pvh_entry
    Stopped execution of TB chain before 0x7f05 [0000000000101000] async_Main
    Trace 0: 0x7f05 [0000000000000000/0000000000101000/000000b4/ff020201] async_Main
    Trace 0: 0x7f06 [0000000000000000/0000000000101001/000000b4/ff020201] async_Main

    """

  @Test(arguments: [1, 7, 80, 10_000])
  func traceCountsFromEntryWhateverTheChunks(_ size: Int) {
    var trace = InstructionTrace(entry: 0x100a6d, main: 0x101000)
    let bytes = Array(Self.trace.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      trace.read(bytes[start..<min(start + size, bytes.count)])
    }
    #expect(trace.toMain == 2)
    #expect(trace.total == 4)
  }

  @Test func traceWithoutMainKeepsWhatWasSaid() {
    var trace = InstructionTrace(entry: 1, main: 2)
    trace.read("qemu: no such machine\n".utf8)
    #expect(trace.toMain == nil)
    #expect(trace.words.contains("no such machine"))
  }

  @Test func olderAndNewerQemuAreAskedInTheirWords() {
    let arguments = ["-accel", "tcg", "-m", "32M"]
    let old = InstructionsBenchmark.traced(arguments, Qemu.Version(7, 2, 22))
    #expect(old.contains("-singlestep") && old.contains("tcg"))
    let new = InstructionsBenchmark.traced(arguments, Qemu.Version(10, 0))
    #expect(!new.contains("-singlestep") && new.contains("tcg,one-insn-per-tb=on"))
  }

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

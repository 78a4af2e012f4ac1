// QEMU's log of executed blocks, in any chunks.

import Testing

@testable import Machines

struct ExecutionTraceTests {
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
    var trace = ExecutionTrace(from: 0x100a6d, places: [[0x101000..<0x101001]])
    let bytes = Array(Self.trace.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      trace.read(Array(bytes[start..<min(start + size, bytes.count)]))
    }
    #expect(trace.passages == [2])
    #expect(trace.total == 4)
  }

  @Test func traceWithoutThePlaceKeepsWhatWasSaid() {
    var trace = ExecutionTrace(from: 1, places: [[2..<3]])
    trace.read(Array("qemu: no such machine\n".utf8))
    #expect(trace.passages == [nil])
    #expect(trace.words.contains("no such machine"))
  }

  @Test func olderAndNewerQemuAreAskedInTheirWords() {
    let arguments = ["-accel", "tcg", "-m", "32M"]
    let old = ExecutionTrace.everyInstruction(arguments, Qemu.Version(7, 2, 22))
    #expect(old.contains("-singlestep") && old.contains("tcg"))
    let new = ExecutionTrace.everyInstruction(arguments, Qemu.Version(10, 0))
    #expect(!new.contains("-singlestep") && new.contains("tcg,one-insn-per-tb=on"))
  }

  @Test func onlyTheFirstPassageCountsAndAnyInstructionWithinAPlaceDoes() {
    var trace = ExecutionTrace(from: nil, places: [[0x100a60..<0x100a70], [0x101001..<0x101100]])
    trace.read(Array(Self.trace.utf8))
    let passages = trace.passages
    trace.read(Array(Self.trace.utf8))
    #expect(passages == [1, 4])
    #expect(trace.passages == passages)
  }
}

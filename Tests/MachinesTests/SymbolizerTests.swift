import Foundation
import Processes
import Testing

@testable import Machines

@Suite struct SymbolizerTests {
  // inner is inlined into outer, which starts at 0x300000; next follows it.
  private static let source = """
    static inline __attribute__((always_inline)) void inner(volatile int *p) {
      *p = 7;
    }
    void outer(volatile int *p) {
      inner(p);
      __builtin_trap();
    }
    void next(void) __asm__("$s1s5HelloV5start7console5clockS2i_SitYaFZ");
    void next(void) { __builtin_trap(); }
    void start(void) { next(); }
    """

  @Test func completesReportsAndLeavesTheRest() async throws {
    let elf = try Fixtures.compiled(Self.source, at: 0x30_0000)
    let lines = [
      "  at 0x0000000000300000", "TRAP page fault", "  at 0x0000000000300000", "other",
      "  at 0x0000000000300000", "PANIC x", "  at 0x0000000000000010",
    ]
    let result = await symbolize(lines, elf)
    #expect(
      result == [
        "  at 0x0000000000300000", "TRAP page fault",
        "  at 0x0000000000300000  inner at code.c:2",
        "  at 0x0000000000300000  outer at code.c:5", "other",
        "  at 0x0000000000300000", "PANIC x", "  at 0x0000000000000010",
      ])
  }

  @Test func returnAddressesBelongToTheCall() async throws {
    let elf = try Fixtures.compiled(Self.source, at: 0x30_0000)
    // outer is mov (6 bytes) and ud2 (2 bytes): what follows its end is a return address of it.
    let lines = ["TRAP x", "  at 0x0000000000300000", "  at 0x0000000000300008"]
    #expect(await symbolize(lines, elf).last == "  at 0x0000000000300008  outer at code.c:6")
  }

  @Test func swiftNamesAreReadable() async throws {
    let elf = try Fixtures.compiled(Self.source, at: 0x30_0000)
    let frames = await symbolizer.frames(at: [0x30_0010], in: elf)
    #expect(frames.map(\.function) == ["Hello.start(console:clock:)"])
    // Relative to the base directory.
    #expect(frames.first?.file?.hasSuffix("-code.c") == true)
    #expect(frames.first?.file?.contains("/") == false)
    #expect(frames.first?.line == 9)
  }

  @Test func withoutASymbolizerReportsStay() async throws {
    let elf = try Fixtures.compiled(Self.source, at: 0x30_0000)
    let bare = Symbolizer(search: SearchPath([]))
    let lines =
      [Transcript.Line(text: "TRAP x", at: .zero)]
      + [Transcript.Line(text: "  at 0x0000000000300000", at: .zero)]
    #expect(!bare.isAvailable)
    #expect(await bare.symbolize(lines, with: elf).map(\.text) == lines.map(\.text))
    #expect(await bare.frames(at: [16], in: elf).map(\.description) == ["0x0000000000000010"])
  }

  @Test func missingSymbolsLeaveTheReport() async {
    let lines = ["TRAP x", "  at 0x0000000000300000"]
    #expect(await symbolize(lines, Fixtures.scratch("none")) == lines)
  }

  @Test func longReportsAreBounded() async throws {
    let elf = try Fixtures.compiled(Self.source, at: 0x30_0000)
    let lines = ["TRAP x"] + Array(repeating: "  at 0x0000000000300008", count: 1000)
    let result = await symbolize(lines, elf)
    // The first 128 are looked up, and repeat; the rest stays as it was.
    #expect(result.contains { $0.hasSuffix("more of the same") })
    #expect(result.count < lines.count)
    #expect(result.last == lines.last)
  }

  @Test(arguments: [
    ("specialized static Hello.start(console:clock:)", "Hello.start(console:clock:)"),
    ("(1) await resume partial function for static A.b()", "A.b()"), ("plain", "plain"),
  ])
  func namesLoseWhatTheCompilerAdded(name: String, bare: String) {
    #expect(Symbolizer.bare(name) == bare)
  }

  @Test(arguments: [
    "  at 0x30", " at 0x0000000000300000", "  at 0x0000000000300000 ", "  at 0x000000000030000g",
    "  at 0x000000000030000é",
  ])
  func onlyExactLinesAreAddresses(line: String) {
    #expect(TrapReport.address(of: line) == nil)
  }

  private var symbolizer: Symbolizer { Symbolizer(base: Fixtures.directory) }

  private func symbolize(_ lines: [String], _ elf: URL) async -> [String] {
    let stamped = lines.map { Transcript.Line(text: $0, at: .zero) }
    return await symbolizer.symbolize(stamped, with: elf).map(\.text)
      .map { $0.replacing(#/ [^ ]*-code\.c/#, with: " code.c") }
  }
}

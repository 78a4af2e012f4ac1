import Foundation
import Testing

@testable import Maps

@Suite struct ElfTests {
  /// What must hold of anything that was accepted.
  private func expectSound(_ elf: Elf, _ comment: Comment? = nil) {
    let spans = elf.spans()
    let size = spans.reduce(0) { $0 + $1.size }
    #expect(size == elf.loadedSize + elf.zeroSize, comment)
    let zeros = spans.filter { $0.kind == .zeroFilled }.reduce(0) { $0 + $1.size }
    #expect(zeros >= elf.zeroSize, comment)
    #expect(spans.allSatisfy { $0.start < $0.end }, comment)
  }

  @Test func readsSegmentsSectionsAndSymbols() throws {
    let elf = try Elf(parsing: TinyElf.usual.bytes)
    #expect(elf.loadedSize == 92)
    #expect(elf.zeroSize == 24)
    #expect(elf.sections.map(\.name) == [".text", ".rodata", ".data", ".bss"])
    #expect(elf.symbols.map(\.name) == ["tcp_send", "tcp_receive", "ext4_read"])
    #expect(!elf.isDynamic)
  }

  @Test func dealsEveryByteToOneKind() throws {
    let elf = try Elf(parsing: TinyElf.usual.bytes)
    expectSound(elf)
    var sizes = Sizes(.code, 64)
    sizes.readOnly = 16
    sizes.data = 8
    sizes.padding = 4
    sizes.zeroFilled = 24
    #expect(elf.sizes == sizes)
  }

  @Test func zeroFilledSectionsThatAreInTheFileAreZeroFilled() throws {
    var tiny = TinyElf.usual
    tiny.segments[2].content += Array(repeating: 0, count: 24)
    let elf = try Elf(parsing: tiny.bytes)
    #expect(elf.zeroSize == 0)
    #expect(elf.sizes.zeroFilled == 24)
    expectSound(elf)
  }

  @Test func withoutSectionsTheSegmentsRightsDecide() throws {
    var bytes = TinyElf.usual.bytes
    // e_shoff, e_shnum
    bytes.replaceSubrange(40..<48, with: le(0, 8))
    bytes.replaceSubrange(60..<62, with: le(0, 2))
    var sizes = Sizes(.code, 64)
    sizes.readOnly = 20
    sizes.data = 8
    sizes.zeroFilled = 24
    #expect(try Elf(parsing: bytes).sizes == sizes)
  }

  @Test func aThreadsZerosAreNotTheImages() throws {
    var tiny = TinyElf.usual
    tiny.sections.append(
      .init(name: ".tbss", type: 8, flags: 0x403, address: 0x3000, size: 4096))
    #expect(try Elf(parsing: tiny.bytes).sections.count == 4)
  }

  @Test(arguments: [
    (4, UInt8(1), ElfFault.foreign("it is for a machine of 32 bits")),
    (5, UInt8(2), ElfFault.foreign("it is for a big-endian machine")),
    (0, UInt8(0), ElfFault.notElf),
    // The high byte of e_phoff, of e_shoff, of the first p_filesz.
    (39, UInt8(1), ElfFault.damaged("its program headers lie beyond its end")),
    (47, UInt8(1), ElfFault.damaged("its section headers lie beyond its end")),
    (64 + 34, UInt8(1), ElfFault.damaged("a segment reaches beyond the end of the file")),
    (64 + 47, UInt8(1), ElfFault.damaged("a segment has an impossible size")),
  ])
  func saysWhatIsWrong(offset: Int, value: UInt8, fault: ElfFault) {
    var bytes = TinyElf.usual.bytes
    bytes[offset] = value
    #expect(throws: fault) { try Elf(parsing: bytes) }
  }

  @Test func aCutFileIsAFaultAtEveryLength() throws {
    let bytes = TinyElf.usual.bytes
    for length in 0..<bytes.count {
      #expect(throws: ElfFault.self, "\(length)") { try Elf(parsing: Array(bytes.prefix(length))) }
    }
  }

  @Test func noMutationTrapsOrLosesAByte() throws {
    let bytes = TinyElf.usual.bytes
    var accepted = 0
    for seed in 0..<5000 {
      var dice = Dice(state: UInt64(seed))
      guard let elf = try? Elf(parsing: bytes.mutated(&dice)) else { continue }
      accepted += 1
      expectSound(elf, "seed \(seed)")
      _ = Beside.families(elf.symbols.map { ($0.address, $0.name) }, in: elf)
    }
    // Both outcomes were seen, or this test tests nothing.
    #expect((500..<4500).contains(accepted))
  }

  @Test func namesCannotSteerATerminal() throws {
    var tiny = TinyElf.usual
    tiny.symbols[0].name = "a\u{1B}[2Jb\u{202E}c"
    #expect(try Elf(parsing: tiny.bytes).symbols[0].name == "a\\u{1b}[2Jb\\u{202e}c")
  }

  /// Programs of this machine, held against what binutils or LLVM say.
  @Test(arguments: ["/bin/true", "/bin/ls", "/bin/sh"])
  func agreesWithReadelf(program: String) throws {
    let elf = try Elf(parsing: [UInt8](Data(contentsOf: URL(filePath: program))))
    expectSound(elf)
    #expect(elf.isDynamic)
    let loads = try shell("readelf -lW \(program) | awk '$1 == \"LOAD\" { print $5, $6 }'")
    let sizes = loads.split(separator: "\n").map { line in
      line.split(separator: " ").map { Int($0.dropFirst(2), radix: 16) ?? -1 }
    }
    try #require(!sizes.isEmpty)
    #expect(elf.loadedSize == sizes.reduce(0) { $0 + $1[0] })
    #expect(elf.zeroSize == sizes.reduce(0) { $0 + $1[1] - $1[0] })
  }
}

// An ELF file for 64-bit little-endian machines, as far as a map of it needs: what is loaded where,
// which sections that is, and which names lie in them. Nothing of it is executed or changed.
//
//     file        segment (what the loader copies)      sections (what the linker put there)
//     ├ headers ─► ┌ R E ┐ address, fileSize        ─►  .text
//     ├ …       ─► ├ R W ┤ … then zero to memorySize ─► .data │ .bss
//
// Sources: System V ABI, chapters 4 and 5; the AMD64 supplement.

/// What an ELF file says about itself; every segment's bytes are in the file.
public struct Elf: Sendable {
  /// A PT_LOAD program header.
  struct Segment: Sendable, Equatable {
    let isExecutable: Bool
    let isWritable: Bool
    let address: UInt64
    let offset: Int
    /// Bytes from the file.
    let fileSize: Int
    /// Bytes in memory; what is not from the file is zero.
    let memorySize: Int

    var end: UInt64 { address + UInt64(memorySize) }
    var fileEnd: UInt64 { address + UInt64(fileSize) }
  }

  /// A section that takes part in the running program.
  struct Section: Sendable, Equatable {
    let name: String
    let address: UInt64
    let size: UInt64
    let isExecutable: Bool
    let isWritable: Bool
    /// SHT_NOBITS: zero when the program starts. A kernel's loader copies these zeros from the file.
    let isZero: Bool
  }

  /// A named place; size 0: a label, which does not say how far it reaches.
  struct Symbol: Sendable, Equatable {
    let name: String
    let address: UInt64
    let size: UInt64
  }

  /// Bytes of the file.
  public let fileSize: Int
  /// In the order of the file.
  let segments: [Segment]
  /// By address.
  let sections: [Section]
  let symbols: [Symbol]
  /// Whether it starts through a dynamic loader, which brings libraries of its own.
  let isDynamic: Bool
  /// Where PT_NOTE segments are in the file, in its order.
  package let notes: [Range<Int>]

  /// The names of everything that has a place, mangled.
  package var symbolNames: [String] { symbols.map(\.name) }

  /// Names and what they stand for, by address; empty ranges: labels.
  package var symbolRanges: [(name: String, range: Range<UInt64>)] {
    symbols.map { ($0.name, $0.address..<$0.address &+ $0.size) }
  }

  /// Bytes that the loader copies from the file: the sum over PT_LOAD of p_filesz.
  public var loadedSize: Int { segments.reduce(0) { $0 + $1.fileSize } }
  /// Bytes that the loader clears.
  public var zeroSize: Int { segments.reduce(0) { $0 + $1.memorySize - $1.fileSize } }
}

/// Why a file is not taken for an ELF file.
public enum ElfFault: Error, Equatable {
  case notElf
  /// A kind of ELF that is not for this tool, in words.
  case foreign(String)
  /// What is wrong, in words.
  case damaged(String)
}

// ELF files made byte by byte, so that a test knows what is in them.

/// A 64-bit ELF program: segments, sections, symbols, as given.
struct TinyElf {
  struct Segment {
    var type: UInt32 = 1
    var flags: UInt32
    var address: UInt64
    var content: [UInt8]
    var memorySize: UInt64
  }
  struct Section {
    var name: String
    var type: UInt32 = 1
    var flags: UInt64
    var address: UInt64
    var size: UInt64
  }
  struct Symbol {
    var name: String
    var address: UInt64
    var size: UInt64
    var info: UInt8 = 2
  }

  var segments: [Segment] = []
  var sections: [Section] = []
  var symbols: [Symbol] = []

  /// Code of 64 bytes with two functions, 16 bytes of constants, data of 8 with 24 of zeros.
  static let usual = TinyElf(
    segments: [
      Segment(
        flags: 5, address: 0x1000, content: Array(repeating: 0x90, count: 64), memorySize: 64),
      Segment(flags: 4, address: 0x2000, content: Array(repeating: 1, count: 20), memorySize: 20),
      Segment(flags: 6, address: 0x3000, content: Array(repeating: 2, count: 8), memorySize: 32),
    ],
    sections: [
      Section(name: ".text", flags: 6, address: 0x1000, size: 64),
      Section(name: ".rodata", flags: 3, address: 0x2000, size: 16),
      Section(name: ".data", flags: 3, address: 0x3000, size: 8),
      Section(name: ".bss", type: 8, flags: 3, address: 0x3008, size: 24),
      Section(name: ".comment", flags: 0, address: 0, size: 5),
    ],
    symbols: [
      Symbol(name: "tcp_send", address: 0x1000, size: 40),
      Symbol(name: "tcp_receive", address: 0x1028, size: 8),
      Symbol(name: "ext4_read", address: 0x1030, size: 16),
      Symbol(name: "file.c", address: 0, size: 0, info: 4),
    ])

  /// The file: header, program headers, contents, strings, symbols, section headers.
  var bytes: [UInt8] {
    var file: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + Array(repeating: 0, count: 9)
    var body: [UInt8] = []
    let start = 64 + 56 * segments.count
    var programs: [UInt8] = []
    for segment in segments {
      let offset = UInt64(start + body.count)
      programs += le(segment.type, 4) + le(segment.flags, 4) + le(offset, 8)
      programs += le(segment.address, 8) + le(segment.address, 8)
      programs += le(segment.content.count, 8) + le(segment.memorySize, 8) + le(0x1000, 8)
      body += segment.content
    }
    var strings: [UInt8] = [0]
    func name(_ text: String) -> Int {
      defer { strings += Array(text.utf8) + [0] }
      return strings.count
    }
    var table = [UInt8](repeating: 0, count: 24)
    for symbol in symbols {
      table += le(name(symbol.name), 4) + [symbol.info, 0]
      table += le(symbol.info == 4 ? 0xFFF1 : 1, 2) + le(symbol.address, 8) + le(symbol.size, 8)
    }
    var headers = [UInt8](repeating: 0, count: 64)
    for section in sections {
      headers += le(name(section.name), 4) + le(section.type, 4) + le(section.flags, 8)
      headers += le(section.address, 8) + le(start, 8) + le(section.size, 8)
      headers += le(0, 4) + le(0, 4) + le(1, 8) + le(0, 8)
    }
    let tableName = name(".symtab")
    let stringsName = name(".strtab")
    let tableOffset = start + body.count
    let stringsOffset = tableOffset + table.count
    let stringsIndex = sections.count + 2
    headers += le(tableName, 4) + le(2, 4) + le(0, 8) + le(0, 8) + le(tableOffset, 8)
    headers += le(table.count, 8) + le(stringsIndex, 4) + le(0, 4) + le(8, 8) + le(24, 8)
    headers += le(stringsName, 4) + le(3, 4) + le(0, 8) + le(0, 8) + le(stringsOffset, 8)
    headers += le(strings.count, 8) + le(0, 4) + le(0, 4) + le(1, 8) + le(0, 8)
    file += le(2, 2) + le(62, 2) + le(1, 4) + le(0x1000, 8) + le(64, 8)
    file += le(stringsOffset + strings.count, 8) + le(0, 4) + le(64, 2) + le(56, 2)
    file += le(segments.count, 2) + le(64, 2) + le(sections.count + 3, 2) + le(stringsIndex, 2)
    return file + programs + body + table + strings + headers
  }
}

/// Little-endian bytes.
func le(_ value: some BinaryInteger, _ size: Int) -> [UInt8] {
  (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// A generator whose failures can be repeated.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

extension [UInt8] {
  /// A copy with one to four changes: a byte, a number that counts or points, or a cut.
  func mutated(_ dice: inout Dice) -> [UInt8] {
    var copy = self
    for _ in 0..<Int.random(in: 1...4, using: &dice) {
      let index = Int.random(in: 0..<count, using: &dice)
      switch Int.random(in: 0..<4, using: &dice) {
      case 0: copy[index % copy.count] = UInt8.random(in: 0...255, using: &dice)
      case 1: copy[index % copy.count] = [0, 0x7F, 0x80, 0xFF].randomElement(using: &dice)!
      case 2:
        let value = le([0, 1, .max, .max - 7, 1 << 63].randomElement(using: &dice)! as UInt64, 8)
        for (offset, byte) in value.enumerated() where index + offset < copy.count {
          copy[index + offset] = byte
        }
      default: if index > 0 { copy = Array(copy.prefix(index)) }
      }
    }
    return copy
  }
}

extension Elf {
  /// Reads an ELF file. Anything that contradicts itself or reaches beyond the file is a fault.
  public init(parsing bytes: [UInt8]) throws(ElfFault) {
    let file = ByteView(bytes: bytes)
    guard file.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { throw .notElf }
    // e_ident: class 2 is 64 bits, data 1 is little-endian.
    guard let kind = file.integer(4, 1), let order = file.integer(5, 1), file.count >= 64 else {
      throw .damaged("it ends within its header")
    }
    guard kind == 2 else { throw .foreign("it is for a machine of 32 bits") }
    guard order == 1 else { throw .foreign("it is for a big-endian machine") }
    let headers = try Table(file, offset: 32, entry: 54, count: 56, least: 56, "program headers")
    let programs = try Elf.programs(file, headers)
    segments = programs.segments
    isDynamic = programs.isDynamic
    notes = programs.notes
    let raw = try Elf.rawSections(file)
    sections = try Elf.allocated(file, raw)
    symbols = try Elf.symbols(file, raw)
    fileSize = file.count
  }

  private static func programs(
    _ file: ByteView, _ table: Table
  ) throws(ElfFault) -> (segments: [Segment], notes: [Range<Int>], isDynamic: Bool) {
    var segments: [Segment] = []
    var notes: [Range<Int>] = []
    var isDynamic = false
    for header in table.offsets {
      let type = file.integer(header, 4)
      // 3 is PT_INTERP: the dynamic loader's name.
      if type == 3 { isDynamic = true }
      if type == 1 { segments.append(try segment(file, header)) }
      if type == 4 { notes.append(try place(of: header, in: file)) }
    }
    guard segments.count <= Limits.segments else { throw .damaged("it has too many segments") }
    return (segments, notes, isDynamic)
  }

  /// Where a program header's bytes are in the file.
  private static func place(
    of header: Int, in file: ByteView
  ) throws(ElfFault) -> Range<Int> {
    guard let offset = file.offset(header + 8, 8), let size = file.offset(header + 32, 8),
      file.range(offset, size) != nil
    else { throw .damaged("a note reaches beyond the end of the file") }
    return offset..<offset + size
  }

  private static func segment(_ file: ByteView, _ header: Int) throws(ElfFault) -> Segment {
    guard let flags = file.integer(header + 4, 4), let offset = file.offset(header + 8, 8),
      let address = file.integer(header + 16, 8), let fileSize = file.offset(header + 32, 8),
      let memorySize = file.offset(header + 40, 8)
    else { throw .damaged("a segment has an impossible size") }
    guard file.range(offset, fileSize) != nil else {
      throw .damaged("a segment reaches beyond the end of the file")
    }
    guard fileSize <= memorySize, memorySize <= Limits.addressSpace,
      !address.addingReportingOverflow(UInt64(memorySize)).overflow
    else { throw .damaged("a segment has an impossible size") }
    return Segment(
      isExecutable: flags & 1 != 0, isWritable: flags & 2 != 0, address: address, offset: offset,
      fileSize: fileSize, memorySize: memorySize)
  }
}

/// The place of a table of equal entries.
private struct Table {
  var offsets: [Int] = []

  /// - Parameters:
  ///   - offset: where the header holds the table's place (8 bytes).
  ///   - entry: where it holds the size of an entry (2 bytes).
  ///   - count: where it holds their number (2 bytes).
  ///   - least: the bytes that an entry has at least.
  init(
    _ file: ByteView, offset: Int, entry: Int, count: Int, least: Int, _ name: String
  ) throws(ElfFault) {
    guard let size = file.offset(entry, 2), var number = file.offset(count, 2) else {
      throw .damaged("it ends within its header")
    }
    guard let start = file.offset(offset, 8) else {
      throw .damaged("its \(name) lie beyond its end")
    }
    guard start != 0 else { return }
    // Too many for 16 bits: the first section header holds the number (System V ABI, e_shnum).
    if count == 60, number == 0 { number = file.offset(start + 32, 8) ?? 0 }
    guard number > 0 else { return }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: size)
    guard size >= least, !overflow, file.range(start, bytes) != nil else {
      throw .damaged("its \(name) lie beyond its end")
    }
    offsets = (0..<number).map { start + $0 * size }
  }
}

// Sections and symbols.
extension Elf {
  /// A section header as it stands in the file.
  private struct RawSection {
    let name: Int
    let type: UInt64
    let flags: UInt64
    let address: UInt64
    let offset: Int
    let size: UInt64
    let link: Int
    let entry: UInt64
  }

  private static func rawSections(_ file: ByteView) throws(ElfFault) -> [RawSection] {
    guard (file.integer(40, 8) ?? 0) < UInt64(file.count) else {
      throw .damaged("its section headers lie beyond its end")
    }
    let table = try Table(file, offset: 40, entry: 58, count: 60, least: 64, "section headers")
    guard table.offsets.count <= Limits.sections else {
      throw .damaged("it has too many sections")
    }
    return table.offsets.compactMap { header in
      guard let name = file.offset(header, 4), let type = file.integer(header + 4, 4),
        let flags = file.integer(header + 8, 8), let address = file.integer(header + 16, 8),
        let offset = file.integer(header + 24, 8), let size = file.integer(header + 32, 8),
        let link = file.offset(header + 40, 4), let entry = file.integer(header + 56, 8)
      else { return nil }
      return RawSection(
        name: name, type: type, flags: flags, address: address,
        offset: Int(exactly: offset) ?? Int.max, size: size, link: link, entry: entry)
    }
  }

  private static func allocated(
    _ file: ByteView, _ raw: [RawSection]
  ) throws(ElfFault) -> [Section] {
    let nameIndex = file.offset(62, 2) ?? 0
    let names = raw.indices.contains(nameIndex) ? range(raw[nameIndex], in: file) : nil
    var sections: [Section] = []
    // SHF_ALLOC is 2. A thread's zero-filled data (SHF_TLS, SHT_NOBITS) has an address that overlaps
    // with what follows: memory of threads, not of the image.
    for section in raw where section.flags & 2 != 0 && section.size > 0 {
      if section.type == 8, section.flags & 0x400 != 0 { continue }
      guard !section.address.addingReportingOverflow(section.size).overflow else {
        throw .damaged("a section has an impossible size")
      }
      let name = names.flatMap { file.text($0.lowerBound + section.name, within: $0) }
      sections.append(
        Section(
          name: name ?? "(no name)", address: section.address, size: section.size,
          isExecutable: section.flags & 4 != 0, isWritable: section.flags & 1 != 0,
          isZero: section.type == 8))
    }
    return sections.sorted { $0.address < $1.address }
  }

  /// The named places of SHT_SYMTAB; a stripped file has none.
  private static func symbols(
    _ file: ByteView, _ raw: [RawSection]
  ) throws(ElfFault) -> [Symbol] {
    guard let table = raw.first(where: { $0.type == 2 }) else { return [] }
    guard let place = range(table, in: file), table.entry == 24,
      raw.indices.contains(table.link), let names = range(raw[table.link], in: file)
    else { throw .damaged("its symbol table lies beyond its end") }
    var symbols: [Symbol] = []
    for entry in stride(from: place.lowerBound, to: place.upperBound - 23, by: 24) {
      if let symbol = symbol(file, entry, names) { symbols.append(symbol) }
    }
    return symbols
  }

  /// Nil: not the name of a place in a section (of a file, a section, something undefined).
  private static func symbol(_ file: ByteView, _ entry: Int, _ names: Range<Int>) -> Symbol? {
    guard let name = file.offset(entry, 4), let info = file.integer(entry + 4, 1),
      let section = file.integer(entry + 6, 2), let address = file.integer(entry + 8, 8),
      let size = file.integer(entry + 16, 8),
      // NOTYPE, OBJECT, FUNC, IFUNC.
      [0, 1, 2, 10].contains(info & 15), section != 0, section < 0xFF00,
      let text = file.text(names.lowerBound + name, within: names), !text.isEmpty,
      !address.addingReportingOverflow(size).overflow
    else { return nil }
    return Symbol(name: text, address: address, size: size)
  }

  private static func range(_ section: RawSection, in file: ByteView) -> Range<Int>? {
    Int(exactly: section.size).flatMap { file.range(section.offset, $0) }
  }
}

// The way back: from any file to its manifest. The file may be anything, cut off or made to hurt; every
// offset in it is checked before it is followed.

import Foundation

extension ManifestNote {
  /// The manifest in `elf`, the content of a file.
  public static func read(elf: Data) throws(ManifestFailure) -> Manifest {
    let bytes = Bytes(elf)
    // ELF-64 header: magic, class 2 (64 bit), data 1 (little-endian).
    guard bytes.range(0, 6)?.elementsEqual([0x7f, 0x45, 0x4c, 0x46, 2, 1]) == true else {
      throw .notAnELF
    }
    // e_phoff at 32, e_phentsize at 54, e_phnum at 56.
    guard let table = bytes.integer(32, 8), let size = bytes.integer(54, 2),
      let count = bytes.integer(56, 2)
    else { throw .damaged("it ends within its header") }
    var left = Limits.notes
    for index in 0..<min(count, Limits.segments) {
      guard let (offset, length) = try noteSegment(bytes, at: table, index: index, size: size)
      else { continue }
      if let json = try find(in: bytes, offset: offset, length: length, left: &left) {
        return try Manifest(json: json)
      }
    }
    throw .notAnImage
  }

  /// Offset and length in the file of program header `index`, when that is a PT_NOTE.
  private static func noteSegment(
    _ bytes: Bytes, at table: Int, index: Int, size: Int
  ) throws(ManifestFailure) -> (Int, Int)? {
    // p_type at 0, p_offset at 8, p_filesz at 32.
    let (header, overflow) = table.addingReportingOverflow(index * size)
    guard !overflow, let type = bytes.integer(header, 4) else {
      throw .damaged("it ends within its program headers")
    }
    guard type == 4 else { return nil }
    guard let offset = bytes.integer(header, 8, plus: 8),
      let length = bytes.integer(header, 8, plus: 32)
    else { throw .damaged("it ends within its program headers") }
    guard length > 0 else { return nil }
    guard bytes.range(offset, length) != nil else { throw .damaged("it ends within its notes") }
    return (offset, length)
  }

  /// The descriptor of our note among the notes in `length` bytes at `offset`, which are in the file.
  /// Each look takes one from `left`.
  private static func find(
    in bytes: Bytes, offset: Int, length: Int, left: inout Int
  ) throws(ManifestFailure) -> Data? {
    let end = offset + length
    var note = offset
    while end - note >= 12, left > 0 {
      left -= 1
      guard let nameSize = bytes.integer(note, 4), let size = bytes.integer(note, 4, plus: 4),
        let type = bytes.integer(note, 4, plus: 8)
      else { return nil }
      let content = note + 12 + padded(nameSize)
      guard content <= end, size <= end - content else {
        throw .damaged("a note goes on after the end of the notes")
      }
      if type == Int(Self.type), bytes.range(note + 12, nameSize)?.elementsEqual(name) == true {
        return bytes.range(content, size)
      }
      note = content + padded(size)
    }
    return nil
  }

  private static let name = Array(owner.utf8) + [0]

  /// Sizes are 32-bit numbers in the file, so this cannot overflow.
  private static func padded(_ size: Int) -> Int { (size + 3) & ~3 }
}

/// A file's content, read with checks.
private struct Bytes {
  private let data: Data

  init(_ data: Data) { self.data = data }

  /// `length` bytes from `offset` on; nil when they are not all there.
  func range(_ offset: Int, _ length: Int) -> Data? {
    guard offset >= 0, length >= 0, offset <= data.count, length <= data.count - offset else {
      return nil
    }
    let start = data.startIndex + offset
    return data[start..<start + length]
  }

  /// A little-endian number of `size` bytes, 8 at most, `plus` after `offset`; nil when it is not there
  /// or no `Int`.
  func integer(_ offset: Int, _ size: Int, plus: Int = 0) -> Int? {
    let (place, overflow) = offset.addingReportingOverflow(plus)
    guard !overflow, let field = range(place, size) else { return nil }
    return Int(exactly: field.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}

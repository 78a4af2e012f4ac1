// The way back: from any file to its manifest. The file may be anything, cut off or made to hurt; every
// offset in it is checked before it is followed.

import Foundation
import Maps

extension ManifestNote {
  /// The manifest of an image.
  public static func read(image: URL) throws(ManifestFailure) -> Manifest {
    guard let data = try? Data(contentsOf: image) else { throw .unreadable(image.path) }
    return try read(elf: data)
  }

  /// The manifest in `elf`, the content of a file.
  public static func read(elf data: Data) throws(ManifestFailure) -> Manifest {
    // ELF-64 header: magic, class 2 (64 bit), data 1 (little-endian).
    guard data.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]) else { throw .notAnELF }
    let file = ByteView(bytes: [UInt8](data))
    let elf: Elf
    do throws(ElfFault) {
      elf = try Elf(parsing: file.bytes)
    } catch {
      throw ManifestFailure(error)
    }
    var left = Limits.notes
    for segment in elf.notes {
      if let json = try find(in: file, segment, left: &left) {
        return try Manifest(json: Data(file.bytes[json]))
      }
    }
    throw .notAnImage
  }

  /// Where the descriptor of our note is, among the notes of `segment`, which is in the file. Each look
  /// takes one from `left`.
  private static func find(
    in file: ByteView, _ segment: Range<Int>, left: inout Int
  ) throws(ManifestFailure) -> Range<Int>? {
    var note = segment.lowerBound
    while segment.upperBound - note >= 12, left > 0 {
      left -= 1
      // Each is a number of 32 bits, so nothing below can overflow.
      guard let nameSize = file.offset(note, 4), let size = file.offset(note + 4, 4),
        let type = file.offset(note + 8, 4)
      else { return nil }
      let content = note + 12 + padded(nameSize)
      guard content <= segment.upperBound, size <= segment.upperBound - content else {
        throw .damaged("a note goes on after the end of the notes")
      }
      if type == Int(Self.type), file.bytes[(note + 12)...].prefix(nameSize).elementsEqual(name) {
        return content..<content + size
      }
      note = content + padded(size)
    }
    return nil
  }

  private static let name = Array(owner.utf8) + [0]

  private static func padded(_ size: Int) -> Int { (size + 3) & ~3 }
}

extension ManifestFailure {
  fileprivate init(_ fault: ElfFault) {
    switch fault {
    case .notElf, .foreign: self = .notAnELF
    case .damaged(let what): self = .damaged(what)
    }
  }
}

import Foundation
import SeededNumbers
import Testing

@testable import Manifest

/// Finding the note in files of every kind.
@Suite struct ManifestNoteTests {
  private static let pvh = Sample.note("Xen", 18, Data(count: 8))

  private static func image(before: [Data] = [pvh], after: [Data] = []) throws -> Data {
    let ours = Sample.note(ManifestNote.owner, ManifestNote.type, try Sample.manifest.json)
    return Sample.elf((before + [ours] + after).reduce(Data(), +))
  }

  @Test func isFoundAmongOthers() throws {
    let others = [
      Sample.note("Mirador", 7, Data("{}".utf8)), Sample.note("Miradox", ManifestNote.type, Data()),
      Sample.note("", 0, Data()), Sample.note("GNU", 3, Data(count: 19)),
    ]
    let elf = try Self.image(before: others, after: others)
    #expect(try ManifestNote.read(elf: elf) == Sample.manifest)
  }

  @Test func aSliceOfAFileIsAFile() throws {
    let elf = try Data("junk".utf8) + Self.image()
    #expect(try ManifestNote.read(elf: elf.dropFirst(4)) == Sample.manifest)
  }

  @Test(arguments: ["", "\u{7f}ELF", "#!/bin/sh\nexit 0\n", "\u{7f}ELF\u{1}\u{1}\u{1}"])
  func otherFilesAreNoELF(text: String) {
    #expect(throws: ManifestFailure.notAnELF) { try ManifestNote.read(elf: Data(text.utf8)) }
    #expect(throws: ManifestFailure.unreadable("/nowhere/image")) {
      try ManifestNote.read(image: URL(filePath: "/nowhere/image"))
    }
  }

  @Test func otherProgramsAreNoImages() throws {
    let shell = try Data(contentsOf: URL(filePath: "/bin/sh"))
    #expect(throws: ManifestFailure.notAnImage) { try ManifestNote.read(elf: shell) }
    #expect(throws: ManifestFailure.notAnImage) {
      try ManifestNote.read(elf: Sample.elf(Self.pvh))
    }
  }

  @Test func aManifestOfALaterMiradorIsNamed() throws {
    let note = Sample.note(ManifestNote.owner, ManifestNote.type, Data(#"{"format":3}"#.utf8))
    #expect(throws: ManifestFailure.newer(format: 3)) {
      try ManifestNote.read(elf: Sample.elf(note))
    }
  }

  @Test func everyCutIsAFailureInWords() throws {
    let elf = try Self.image()
    for length in 0..<elf.count {
      #expect(throws: ManifestFailure.self) { try ManifestNote.read(elf: elf.prefix(length)) }
    }
  }

  @Test(arguments: [0, 4, 8]) func aNoteThatGoesOnIsDamaged(field: Int) throws {
    var elf = try Self.image()
    // The first note's sizes: 0 name, 4 content. The type may be anything.
    let values: [UInt32] = [.max, .max - 3, 0x7fff_ffff, UInt32(elf.count)]
    for value in values {
      elf.replaceSubrange(120 + field..<124 + field, with: Sample.number(value))
      if field == 8 {
        #expect(try ManifestNote.read(elf: elf) == Sample.manifest)
      } else {
        #expect(throws: ManifestFailure.damaged("a note goes on after the end of the notes")) {
          try ManifestNote.read(elf: elf)
        }
      }
    }
  }

  @Test(arguments: [32, 72, 96]) func offsetsBeyondTheFileAreDamage(field: Int) throws {
    let values: [UInt64] = [.max, UInt64(Int.max), 1 << 62, 1 << 31]
    for value in values {
      var elf = try Self.image()
      elf.replaceSubrange(field..<field + 8, with: Sample.number(value))
      #expect(throws: ManifestFailure.self) { try ManifestNote.read(elf: elf) }
    }
  }

  /// Whatever is in the file, the reader returns or throws its own error, and soon.
  @Test func mutationsNeverTrap() throws {
    let elf = try Self.image()
    var random = SplitMix(state: 7)
    var failures = 0
    for _ in 0..<4000 {
      var mutant = elf
      for _ in 0...Int.random(in: 0..<6, using: &random) {
        // Half of them in the headers, where they hurt.
        let limit = Bool.random(using: &random) ? 160 : mutant.count
        let place = Int.random(in: 0..<limit, using: &random)
        mutant[place] =
          [0, 0xff, 0x7f, UInt8.random(in: 0...255, using: &random)]
          .randomElement(using: &random) ?? 0
      }
      do throws(ManifestFailure) { _ = try ManifestNote.read(elf: mutant) } catch { failures += 1 }
    }
    #expect((1..<4000).contains(failures))
  }
}

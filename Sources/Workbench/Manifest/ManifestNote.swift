// The manifest's place in an image: an ELF note (System V ABI, chapter 5, "Note Section"), in the section
// .note.mirador of the constants, under the segment PT_NOTE that `readelf -n` shows.
//
//     0   namesz   4 bytes   8
//     4   descsz   4 bytes   length of the JSON
//     8   type     4 bytes   0x4d495201
//     12  name     8 bytes   "Mirador", NUL
//     20  desc     descsz bytes of JSON, then zeros to a multiple of 4
//
// Beside it goes the table of libraries for the unikernel itself: text, one line a library, which the
// function `mirador_libraries` returns. Nothing but that function refers to it and nothing but an
// application's call to the function, so that the linker drops both from an image that never asks.
//
// The build makes the note when it knows what is linked, that is after a first link:
//
//     LinkedParts.read(map:)          what the first link's map says is in
//     ManifestNote.assembler(_:)      a source file for clang; its object goes into the second link
//     ManifestNote.read(elf:)         the way back, for any file a user may give
//
// Links and assembling are the builder's; nothing here starts a program.

import Foundation

/// The ELF note that holds a manifest.
public enum ManifestNote {
  /// The note's owner.
  public static let owner = "Mirador"
  /// The note's type: a manifest in JSON. Types belong to their owner; this one is none that
  /// readelf has a name for.
  public static let type: UInt32 = 0x4d49_5201
  /// The section that the linker scripts know.
  public static let section = ".note.mirador"
  /// The function that returns the table of libraries, `const char *mirador_libraries(void)`.
  public static let function = "mirador_libraries"

  /// Assembler source for x86-64 with the note and the table of libraries. Equal manifests give equal
  /// text. Assemble it with `clang -c -target x86_64-unknown-linux-gnu FILE.s`; the object holds neither
  /// the file's name nor a date.
  public static func assembler(_ manifest: Manifest) throws(ManifestFailure) -> String {
    let json = try manifest.json
    return """
      /* The manifest and the libraries of an image; made by mirador build. */

              .section \(section), "a", @note
              .balign 4
              .long \(owner.utf8.count + 1), \(json.count), \(type)
              .asciz "\(owner)"
      \(directives(json))
              .balign 4

              .section .text.\(function), "ax", @progbits
              .globl \(function)
              .type \(function), @function
      \(function):
              leaq .Llibraries(%rip), %rax
              ret
              .size \(function), . - \(function)

              .section .rodata.\(function), "a", @progbits
      .Llibraries:
      \(directives(Data(table(manifest).utf8)))
              .byte 0

              .section .note.GNU-stack, "", @progbits

      """
  }

  /// The table of libraries: lines `NAME VERSION`, each ending with a newline, in the manifest's order.
  /// What would break a line is `_` there: control characters anywhere, a space in a version.
  public static func table(_ manifest: Manifest) -> String {
    var text = ""
    for library in manifest.libraries {
      text += plain(library.name) + " "
      text += plain(library.version).replacing(" ", with: "_") + "\n"
    }
    return text
  }

  private static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? "_" : $0 }))
  }

  /// `bytes` as directives. As numbers: there is nothing to escape.
  private static func directives(_ bytes: Data) -> String {
    var lines: [String] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      lines.append("        .byte " + rest.prefix(24).map { String($0) }.joined(separator: ","))
      rest = rest.dropFirst(24)
    }
    return lines.joined(separator: "\n")
  }
}

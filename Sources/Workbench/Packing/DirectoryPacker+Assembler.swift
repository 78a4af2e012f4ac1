// The assembler source that puts an archive into an image.
//
//   mirador_asset_NAME_start()   the address of its first byte, a multiple of 16
//   mirador_asset_NAME_end()     the address after its last byte
//
// Functions and not variables, since Swift can call a C function that it declares itself:
//
//   @_extern(c, "mirador_asset_NAME_start") func start() -> UnsafeRawPointer

extension DirectoryPacker {
  /// - Parameters:
  ///   - name: of the asset; letters, digits and _.
  ///   - archive: the path of the file that holds it, absolute or from where the assembler runs.
  /// - Throws: for another name.
  public static func assembler(
    name: String, archive: String
  ) throws(PackingFailure) -> String {
    let symbol = try symbol(for: name)
    return """
      // Made by mirador: the folder "\(name)" as one archive, in read-only data.

              .section .rodata.\(symbol), "a", @progbits
              .balign 16
      \(symbol):
              .incbin "\(quoted(archive))"
      \(symbol)_behind:

      \(getter(of: symbol, called: symbol + "_start"))
      \(getter(of: symbol + "_behind", called: symbol + "_end"))
              .section .note.GNU-stack, "", @progbits

      """
  }

  /// What the names of an asset's functions begin with.
  public static func symbol(for name: String) throws(PackingFailure) -> String {
    let isPartOfSymbol = name.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    guard isPartOfSymbol, !name.isEmpty else { throw .badName(name) }
    return "mirador_asset_" + name
  }

  private static func getter(of label: String, called symbol: String) -> String {
    """
            .section .text.\(symbol), "ax", @progbits
            .globl \(symbol)
            .type \(symbol), @function
    \(symbol):
            leaq \(label)(%rip), %rax
            ret
            .size \(symbol), . - \(symbol)

    """
  }

  /// As between the quotes of an assembler's string.
  private static func quoted(_ path: String) -> String {
    path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}

import Foundation
import Machines
import Processes
import Testing

/// Tiny images, assembled on demand and once.
enum Fixtures {
  /// A PVH image: 32-bit assembly that starts at `start`, with `ebx` at the start info, after
  /// which `print` (esi: text) writes to the console and `end` (esi: status word) powers off.
  static func virtual(_ body: String) throws -> URL {
    try assemble(
      """
        .section .note.Xen, "a", @note
        .long 4, 4, 18
        .asciz "Xen"
        .long start
        .text
        .code32
        .globl start
      start:
        \(body)
      end: mov $0xe9, %dx
        call send
      off: xor %eax, %eax
        mov $0xf4, %dx
        out %al, %dx
      stop: hlt
        jmp stop
      print: mov $0x3f8, %dx
      send: lodsb
        test %al, %al
        jz sent
        out %al, %dx
        jmp send
      sent: ret
      """, ["--image-base=0x100000", "-e", "start"])
  }

  /// A static process: 64-bit assembly that starts at `start`, the stack as the kernel left it;
  /// `print` writes (rsi: bytes, rdx: count), `end` exits (rdi: status).
  static func process(_ body: String) throws -> URL {
    try assemble(
      """
        .text
        .globl start
      start:
        \(body)
      end: mov $231, %eax
        syscall
      print: mov $1, %eax
        mov $1, %edi
        syscall
        ret
      """, ["-e", "start"])
  }

  /// Prints the text on the console, says the status word, powers off.
  static func virtual(printing text: String, saying word: String) throws -> URL {
    try virtual(
      """
      mov $0x80000, %esp
        mov $text, %esi
        call print
        mov $word, %esi
        jmp end
      text: .asciz \(literal(text))
      word: .asciz \(literal(word))
      """)
  }

  static func literal(_ text: String) -> String {
    "\"" + text.utf8.map { "\\" + octal($0) }.joined() + "\""
  }

  private static func octal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 8)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }

  static let directory: URL = {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("machines-tests-\(getpid())")
    try? FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(at: Fixtures.directory) }
    return directory
  }()

  /// A fresh path in this run's private directory.
  static func scratch(_ name: String) -> URL {
    directory.appendingPathComponent("\(UUID().uuidString)-\(name)")
  }

  /// A linked ELF of C code whose first function is at `address`.
  static func compiled(_ source: String, at address: UInt64) throws -> URL {
    let file = scratch("code.c")
    let object = file.appendingPathExtension("o")
    let image = file.appendingPathExtension("elf")
    try source.write(to: file, atomically: true, encoding: .utf8)
    let flags = ["-target", "x86_64-unknown-none", "-g", "-O1", "-fomit-frame-pointer"]
    try tool("clang", flags + ["-c", file.path, "-o", object.path])
    let text = "-Ttext=0x" + String(address, radix: 16)
    try tool("ld.lld", [text, "-e", "start", object.path, "-o", image.path])
    return image
  }

  private static func assemble(_ source: String, _ options: [String]) throws -> URL {
    let file = scratch("image.S")
    let object = file.appendingPathExtension("o")
    let image = file.deletingPathExtension().appendingPathExtension("elf")
    try (source + "\n").write(to: file, atomically: true, encoding: .utf8)
    try tool("clang", ["-target", "x86_64-unknown-none", "-g", "-c", file.path, "-o", object.path])
    try tool("ld.lld", options + [object.path, "-o", image.path])
    return image
  }

  private static func tool(_ name: String, _ arguments: [String]) throws {
    let process = Process()
    let path = try #require(SearchPath.environment.find(name, beside: "swiftc"))
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}

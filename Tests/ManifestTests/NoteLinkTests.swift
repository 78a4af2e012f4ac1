import Foundation
import Processes
import Testing

@testable import Manifest

/// The note through the real assembler, linker and linker scripts.
@Suite struct NoteLinkTests {
  @Test(arguments: ["unix", "virtio"], [Sample.manifest, Sample.hostile])
  func survivesLinkAndStrip(target: String, manifest: Manifest) async throws {
    try await Workshop.use { shop in
      let note = try await shop.note(manifest)
      let image = try await shop.link([try await shop.start(target, calling: false), note], target)
      #expect(try ManifestNote.read(elf: Data(contentsOf: image)) == manifest)
    }
  }

  @Test func theSameManifestGivesTheSameBytes() async throws {
    var images: [Data] = []
    for _ in 0..<2 {
      // Another folder each time.
      try await Workshop.use { shop in
        let objects = [try await shop.start("unix"), try await shop.note(Sample.manifest)]
        images.append(try Data(contentsOf: try await shop.link(objects, "unix")))
      }
    }
    #expect(images[0] == images[1])
  }

  @Test func loadersFindPVHsNoteFirst() async throws {
    try await Workshop.use { shop in
      let objects = [try await shop.note(Sample.manifest), try await shop.start("virtio")]
      let image = try await shop.link(objects, "virtio")
      let text = try await shop.run("readelf", ["-lnW", image.path])
      // One PT_NOTE, at the place of PVH's.
      let segments = text.split(separator: "\n").filter { $0.contains(" NOTE  ") }
      #expect(segments.count == 1)
      let xen = try #require(text.range(of: "Xen "))
      let ours = try #require(text.range(of: "Mirador "))
      #expect(xen.lowerBound < ours.lowerBound)
      let bytes = try Data(contentsOf: image)
      let header = try #require(segments.first).split(separator: " ")
      let offset = try #require(Int(header[1].dropFirst(2), radix: 16))
      #expect(bytes[offset + 12..<offset + 16] == Data("Xen\0".utf8))
    }
  }

  @Test func aProgramThatAsksPrintsItsLibraries() async throws {
    try await Workshop.use { shop in
      let objects = [try await shop.start("unix"), try await shop.note(Sample.manifest)]
      let image = try await shop.link(objects, "unix")
      #expect(try await shop.run(image.path, []) == ManifestNote.table(Sample.manifest))
    }
  }

  @Test func withoutANoteTheTableIsEmpty() async throws {
    try await Workshop.use { shop in
      let image = try await shop.link([try await shop.start("unix")], "unix")
      #expect(try await shop.run(image.path, []) == "")
      #expect(throws: ManifestFailure.notAnImage) {
        try ManifestNote.read(elf: Data(contentsOf: image))
      }
    }
  }

  @Test func theTableIsNotInAProgramThatNeverAsks() async throws {
    try await Workshop.use { shop in
      let note = try await shop.note(Sample.manifest)
      let line = Data("libswift_Concurrency 6.3.1\n".utf8)
      for asks in [true, false] {
        let start = try await shop.start("unix", calling: asks)
        let image = try Data(contentsOf: try await shop.link([start, note], "unix"))
        #expect((image.range(of: line) != nil) == asks)
      }
    }
  }

  @Test func theTableHasOneLineForALibrary() {
    #expect(
      ManifestNote.table(Sample.manifest)
        == "hello 1\nDequeModule 1.2.0\nRuntime 0.2.0\nlibswift_Concurrency 6.3.1\n")
    let hostile = ManifestNote.table(Sample.hostile)
    #expect(hostile.split(separator: "\n").count == Sample.hostile.libraries.count)
    #expect(!hostile.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }
}

/// A folder and the toolchain's programs.
private struct Workshop {
  let folder: URL
  let binaries: URL

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func use(_ body: (Workshop) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "mirador-note-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let swift = try #require(SearchPath.environment.find("swiftc"))
    let binaries = URL(filePath: swift).resolvingSymlinksInPath().deletingLastPathComponent()
    try await body(Workshop(folder: folder, binaries: binaries))
  }

  @discardableResult
  func run(_ program: String, _ arguments: [String]) async throws -> String {
    let beside = binaries.appending(path: program).path
    let path =
      program.contains("/")
      ? program
      : FileManager.default.isExecutableFile(atPath: beside)
        ? beside : try #require(SearchPath.environment.find(program))
    let answer = try await Tool(path, arguments, budget: .seconds(60)).run()
    #expect(answer.status == 0, "\(program): \(answer.errors)")
    return answer.output
  }

  func note(_ manifest: Manifest) async throws -> URL {
    try await assemble("note.s", try ManifestNote.assembler(manifest))
  }

  /// The smallest program of a target, which on `unix` prints its libraries when `calling`.
  func start(_ target: String, calling: Bool = true) async throws -> URL {
    guard target == "unix" else {
      return try await assemble(
        "start.s",
        """
        .section .note.pvh, "a", @note
        .balign 4
        .long 4, 8, 18
        .asciz "Xen"
        .quad pvh_entry
        .section .nucleus.text, "ax", @progbits
        .globl pvh_entry
        pvh_entry: hlt
        .data
        .quad 1
        """)
    }
    return try await assemble(
      "start.s",
      """
      .globl _start
      .section .text
      _start:
        \(calling ? "call mirador_libraries" : "leaq name(%rip), %rax")
        movq %rax, %rsi
        xorl %edx, %edx
      1: cmpb $0, (%rsi,%rdx)
        je 2f
        incq %rdx
        jmp 1b
      2: movl $1, %edi
        movl $1, %eax
        syscall
        xorl %edi, %edi
        movl $231, %eax
        syscall
      .data
      name: .asciz "unasked"
      """)
  }

  /// Links as the builder does, the library's default table last, and strips.
  func link(_ objects: [URL], _ target: String) async throws -> URL {
    let platform = Self.root.appending(path: "Sources/Kernel/Platform")
    let table = folder.appending(path: "libraries.o")
    try await run(
      "clang",
      [
        "-c", "-target", "x86_64-unknown-linux-gnu", "-ffreestanding", "-nostdlibinc", "-fno-pic",
        "-O2", "-ffunction-sections", "-I", platform.appending(path: "include").path,
        platform.appending(path: "common/libraries.c").path, "-o", table.path,
      ])
    let linked = folder.appending(path: "linked")
    try await run(
      "ld.lld",
      ["-static", "-nostdlib", "--gc-sections", "--build-id=none", "-z", "max-page-size=4096"]
        + ["-T", platform.appending(path: target + "/image.ld").path, "-o", linked.path]
        + objects.map(\.path) + ["--start-lib", table.path, "--end-lib"])
    let image = folder.appending(path: "image")
    try await run("llvm-objcopy", ["--strip-all", linked.path, image.path])
    return image
  }

  private func assemble(_ name: String, _ source: String) async throws -> URL {
    let file = folder.appending(path: name)
    try Data((source + "\n").utf8).write(to: file)
    let object = file.appendingPathExtension("o")
    try await run(
      "clang", ["-c", "-target", "x86_64-unknown-linux-gnu", file.path, "-o", object.path])
    return object
  }
}

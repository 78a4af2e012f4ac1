import Foundation
import Processes
import Testing

@testable import Maps

@Suite struct BesideTests {
  /// A kernel as Linux packs it, with a payload compressed by the host's own tools.
  private func bzImage(_ payload: [UInt8], offset: Int = 16) -> [UInt8] {
    var file = [UInt8](repeating: 0, count: 0x400 + 512 * 2)
    // One sector of set-up after the first; protocol 2.15.
    file[0x1F1] = 2
    file.replaceSubrange(0x202..<0x208, with: Array("HdrS".utf8) + le(0x20F, 2))
    file.replaceSubrange(0x248..<0x250, with: le(offset, 4) + le(payload.count, 4))
    return Array(file.prefix(512 * 3)) + Array(repeating: 0xCC, count: offset) + payload
  }

  private func pack(_ bytes: [UInt8], _ command: String, in folder: URL) throws -> [UInt8] {
    let plain = folder.appending(path: "plain")
    let packed = folder.appending(path: "packed")
    try Data(bytes).write(to: plain)
    _ = try shell("\(command) < \(plain.path) > \(packed.path)")
    return [UInt8](try Data(contentsOf: packed))
  }

  private func write(_ bytes: [UInt8], _ name: String, in folder: URL) throws -> URL {
    let file = folder.appending(path: name)
    try Data(bytes).write(to: file)
    return file
  }

  private var path: SearchPath { .environment }

  @Test(arguments: [("gzip -c", "gzip", 0), ("xz -c --check=crc32", "xz", 4)])
  func looksIntoAKernel(command: String, name: String, appended: Int) async throws {
    try await Images.inFolder { folder in
      let elf = TinyElf.usual.bytes
      let payload = try pack(elf, command, in: folder)
      try #require(!payload.isEmpty, "\(name) is not installed")
      // The kernel's build appends the size to what has none of its own.
      let kernel = bzImage(payload + Array(le(elf.count, 4).prefix(appended)))
      let file = try write(kernel, "vmlinuz-1", in: folder)
      let beside = try Beside(reading: file, symbols: nil, path: path)
      #expect(beside.format == "Linux bzImage, \(name)")
      #expect(beside.fileSize == kernel.count)
      #expect(beside.sizes == (try Elf(parsing: elf)).sizes)
      #expect(beside.times(23) == 4)
    }
  }

  @Test func withoutTheProgramItSaysWhatToInstall() async throws {
    try await Images.inFolder { folder in
      let file = try write(bzImage([0x28, 0xB5, 0x2F, 0xFD, 0, 0]), "vmlinuz", in: folder)
      let beside = try Beside(reading: file, symbols: nil, path: SearchPath([]))
      #expect(beside.sizes == nil)
      #expect(beside.notes.first?.contains("apt-get install zstd") == true)
    }
  }

  @Test(arguments: [[0x1F, 0x8B, 1, 2, 3, 4], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]] as [[UInt8]])
  func aDamagedPayloadLeavesTheFilesSize(payload: [UInt8]) async throws {
    try await Images.inFolder { folder in
      let file = try write(bzImage(payload), "vmlinuz", in: folder)
      let beside = try Beside(reading: file, symbols: nil, path: path)
      #expect(beside.sizes == nil)
      #expect(beside.fileSize == 512 * 3 + 16 + 6)
      #expect(beside.notes.first?.contains("cannot be decompressed") == true)
    }
  }

  @Test func anUnknownPackingIsSaidToBeUnknown() async throws {
    try await Images.inFolder { folder in
      let file = try write(bzImage([1, 2, 3, 4]), "vmlinuz", in: folder)
      let beside = try Beside(reading: file, symbols: nil, path: path)
      #expect(beside.notes.first?.contains("vmlinux") == true)
    }
  }

  @Test func noMutationOfAKernelTraps() {
    let bytes = bzImage(Array(repeating: 7, count: 64))
    var refused = 0
    for seed in 0..<3000 {
      var dice = Dice(state: UInt64(seed))
      if BootImage(parsing: bytes.mutated(&dice)) == nil { refused += 1 }
    }
    #expect((100..<3000).contains(refused))
    #expect(BootImage(parsing: bytes) != nil)
  }

  @Test func aSystemMapGroupsByTheFirstWordOfNames() async throws {
    try await Images.inFolder { folder in
      var tiny = TinyElf.usual
      tiny.symbols = []
      let map = """
        0000000000001000 T tcp_send
        0000000000001028 t __tcp_receive
        0000000000001030 T ext4_read
        0000000000003008 b nothing_loaded
        ffffffff00000000 A absolute

        """
      _ = try write(Array(map.utf8), "System.map-1", in: folder)
      let file = try write(tiny.bytes, "vmlinux-1", in: folder)
      let beside = try Beside(reading: file, symbols: nil, path: path)
      #expect(
        beside.families == [
          Beside.Family(name: "tcp", bytes: 48), Beside.Family(name: "ext4", bytes: 16),
        ])
    }
  }

  @Test func mangledNamesAreFamiliesByLanguage() throws {
    var tiny = TinyElf.usual
    tiny.symbols[0].name = "$s4Time7InstantV"
    tiny.symbols[1].name = "_ZN5swift4TaskE"
    let elf = try Elf(parsing: tiny.bytes)
    let families = Beside.families(elf.symbols.map { ($0.address, $0.name) }, in: elf)
    #expect(families.map(\.name) == ["(Swift)", "ext4", "(C++)"])
  }

  @Test func aSystemMapThatIsNotThereIsAnError() {
    #expect(throws: MapFault.self) {
      try Beside(
        reading: URL(filePath: "/bin/true"), symbols: URL(filePath: "/nonexistent"), path: path)
    }
  }

  @Test func debiansPlaceholderIsRecognised() async throws {
    try await Images.inFolder { folder in
      let map =
        "ffffffffffffffff B The real System.map is in the linux-image-<version>-dbg package\n"
      _ = try write(Array(map.utf8), "System.map-6.1", in: folder)
      let payload = try pack(TinyElf.usual.bytes, "gzip -c", in: folder)
      let file = try write(bzImage(payload), "vmlinuz-6.1", in: folder)
      let beside = try Beside(reading: file, symbols: nil, path: path)
      #expect(beside.families.isEmpty)
      #expect(beside.notes.contains { $0.contains("placeholder") && $0.contains("--symbols") })
    }
  }

  @Test func aProgramOfThisMachineCountsAndSaysThatItIsDynamic() throws {
    let beside = try Beside(reading: URL(filePath: "/bin/true"), symbols: nil, path: path)
    #expect((beside.sizes?.code ?? 0) > 1000)
    #expect(beside.notes == [Messages.isDynamic])
  }

  @Test(arguments: [
    ("#!/bin/sh\n", "no ELF file and no bzImage"), ("\u{7F}ELF", "damaged"),
  ])
  func whatIsNotUnderstoodIsRefusedWithTheReason(text: String, words: String) async throws {
    try await Images.inFolder { folder in
      let file = try write(Array(text.utf8), "thing", in: folder)
      let fault = #expect(throws: MapFault.self) {
        try Beside(reading: file, symbols: nil, path: path)
      }
      #expect(fault?.message.contains(words) == true)
    }
  }

  @Test(arguments: ["/nonexistent", "/dev/zero", "/tmp"])
  func whatIsNoFileIsRefused(name: String) {
    #expect(throws: MapFault.self) {
      try Beside(reading: URL(filePath: name), symbols: nil, path: path)
    }
  }
}

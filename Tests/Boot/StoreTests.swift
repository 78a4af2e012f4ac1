import Configure
import Foundation
import Machines
import Packing
import Synchronization
import Testing

@testable import Build

/// Folders that were packed on the host, in images.
@Suite struct StoreTests {
  @Test(arguments: Place.allCases)
  func aStoreGivesBackWhatWasPacked(place: Place) async throws {
    let archive = try pack(["a/b": [0, 1, 255], "a/c/d": [], "ü": Array(0...40), "a-": [7]])
    let transcript = try await Boots.boot(place, "store", hexadecimal(archive))
    let shown = transcript.texts.map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
    let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(
      shown.dropLast() == [
        "directory a", "value a/b 0001ff", "directory a/c", "value a/c/d \(digest)",
        "value a- 07", "value ü " + hexadecimal(Data(0...40)),
      ])
    #expect(transcript.texts.last == "start threw: /no/such/key is not in the store")
    #expect(transcript.ending == .exited(1))
  }

  @Test(arguments: Place.allCases)
  func aBrokenStoreIsRefused(place: Place) async throws {
    let archive = try pack(["a": [1]])
    let transcript = try await Boots.boot(place, "store", hexadecimal(archive.dropLast()))
    #expect(
      transcript.texts == [
        "start threw: the embedded directory is cut short; build the image again"
      ])
    #expect(transcript.ending == .exited(1))
  }

  /// The assembler source of an asset, linked with an application in C that writes the asset to the
  /// console: the same bytes, 16-byte aligned, on memory that is read-only.
  @Test(arguments: Place.allCases)
  func anAssetArrivesBitForBit(place: Place) async throws {
    try await place.require()
    var random = SystemRandomNumberGenerator()
    let content = (0..<100_003).map { _ in UInt8.random(in: 0...255, using: &random) }
    let archive = try pack(["random": content, "other": []])
    let image = try await assetImage(archive, place.target)
    let seen = Mutex<[UInt8]>([])
    let request = Boot(
      image, target: place.target, accelerator: place.accelerator, budget: Boots.patience)
    let transcript = try await Boots.berths.use {
      try await Machine().boot(request) { bytes in seen.withLock { $0 += bytes } }
    }
    #expect(transcript.ending == .exited(42))
    #expect(seen.withLock { Data($0) } == archive)
  }

  private func assetImage(_ archive: Data, _ target: Target) async throws -> URL {
    let folder = Behaviours.cache.appending(path: "asset \"\(UUID().uuidString)\"")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let toolchain = try Toolchain(path: ProcessInfo.processInfo.environment["PATH"] ?? "")
    let compiler = KernelCompiler(
      root: Behaviours.root, cache: Behaviours.cache, toolchain: toolchain, progress: { _ in })
    let library = try await compiler.library().0
    let file = folder.appending(path: "site.archive")
    try archive.write(to: file)
    let source = try DirectoryPacker.assembler(name: "site_2", archive: file.path)
    var objects: [URL] = []
    for (name, text) in [("site.S", source), ("main.c", Self.application)] {
      let input = folder.appending(path: name)
      let object = folder.appending(path: name + ".o")
      try Data(text.utf8).write(to: input)
      let flags = ["-c", "-O1", "-ffreestanding", "-target", Toolchain.triple]
      let include = ["-I", "Sources/Kernel/Platform/include"]
      let compiled = try await Command(
        toolchain.clang, flags + include + [input.path, "-o", object.path], in: Behaviours.root
      ).run()
      try #require(compiled.status == 0, "\(compiled.text)")
      objects.append(object)
    }
    let image = folder.appending(path: "image")
    let linker = Linker(toolchain: toolchain, library: library, root: Behaviours.root)
    try await linker.link(objects, for: target, into: image, map: nil)
    return image
  }

  private static let application = """
    #include <platform.h>

    const char *mirador_asset_site_2_start(void);
    const char *mirador_asset_site_2_end(void);

    int main(void) {
      const char *start = mirador_asset_site_2_start();
      platform_console_write(start, mirador_asset_site_2_end() - start);
      platform_exit((uintptr_t)start % 16 == 0 ? 42 : 1);
    }
    """

  private func pack(_ files: [String: [UInt8]]) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, content) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content).write(to: file)
    }
    return try DirectoryPacker.pack(folder: folder)
  }

  private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

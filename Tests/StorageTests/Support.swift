import Devices
import Foundation
import Packing
import SeededNumbers
import Storage

/// An archive in memory whose last byte is followed by a page that cannot be read.
final class Archive {
  private let map: UnsafeMutableRawPointer
  private let size: Int
  private let start: UnsafeMutableRawPointer
  private let count: Int

  /// - Parameter shift: how far before the wall it ends.
  init(_ bytes: Data, shift: Int = 0) {
    let page = 4096
    size = (bytes.count + shift + page - 1) / page * page + page
    map = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
    precondition(map != MAP_FAILED)
    precondition(mprotect(map + size - page, page, PROT_NONE) == 0)
    count = bytes.count
    start = map + size - page - shift - count
    bytes.withUnsafeBytes {
      if let base = $0.baseAddress { start.copyMemory(from: base, byteCount: count) }
    }
  }

  deinit { munmap(map, size) }

  /// The store that ends where it should begin.
  func backwards() throws(EmbeddedDirectoryFailure) -> EmbeddedDirectory {
    try EmbeddedDirectory(archive: (UnsafeRawPointer(start + count), UnsafeRawPointer(start)))
  }

  /// To be called when the store is not used any more.
  func keep() {}

  /// A store over it, good until `keep` is called.
  func store() throws(EmbeddedDirectoryFailure) -> EmbeddedDirectory {
    // In one way or the other.
    if count % 2 == 0 { return try EmbeddedDirectory(start: start, size: count) }
    return try EmbeddedDirectory(
      archive: (UnsafeRawPointer(start), UnsafeRawPointer(start + count)))
  }
}

/// Files by path.
struct Tree {
  var files: [String: [UInt8]]

  /// Written to a folder and packed.
  func packed(modified: Int64 = 0) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "storage-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, content) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content).write(to: file)
    }
    return try DirectoryPacker.pack(folder: folder, modified: modified)
  }

  /// Every directory, the root as the empty path.
  var directories: Set<String> {
    var found: Set = [""]
    for path in files.keys {
      let segments = path.split(separator: "/")
      for depth in 1..<max(segments.count, 1) {
        found.insert(segments.prefix(depth).joined(separator: "/"))
      }
    }
    return found
  }

  func kind(_ path: String) -> KeyValueKind? {
    files[path] != nil ? .value : directories.contains(path) ? .directory : nil
  }

  /// What is directly in a directory, sorted by the bytes of the names.
  func children(_ directory: String) -> [(String, KeyValueKind)] {
    let prefix = directory.isEmpty ? "" : directory + "/"
    var found: [String: KeyValueKind] = [:]
    for path in files.keys where path.hasPrefix(prefix) {
      let rest = path.dropFirst(prefix.count).split(separator: "/")
      found[String(rest[0])] = rest.count == 1 ? .value : .directory
    }
    return found.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { ($0.key, $0.value) }
  }

  /// A few hundred files: names in several scripts, hidden ones, empty and large contents, deep folders.
  static func random(_ random: inout SplitMix) throws -> Tree {
    let names = [
      "a", "b", "a-", "a.b", ".hidden", "ü", "日本", "🙂", "with space", "Z", "0", "\u{7f}",
    ]
    var tree = Tree(files: [:])
    var folders: Set<String> = [""]
    for _ in 0..<300 {
      var segments: [String] = []
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        segments.append(names.randomElement(using: &random)!)
      }
      if Int.random(in: 0..<40, using: &random) == 0 {
        segments += Array(repeating: "deep", count: 60)
      }
      let parents = (1..<max(segments.count, 1)).map {
        segments.prefix($0).joined(separator: "/")
      }
      let path = segments.joined(separator: "/")
      guard !folders.contains(path), parents.allSatisfy({ tree.files[$0] == nil }) else { continue }
      folders.formUnion(parents)
      let length = [0, 1, 15, 16, 17, 1000, 70_000].randomElement(using: &random)!
      tree.files[path] = (0..<length).map { _ in UInt8(random.next() & 0xff) }
    }
    return tree
  }
}

import Devices
import Foundation
import Packing
import SeededNumbers
import Storage
import Testing
import Time

/// From a folder through the packer to the store.
@Suite struct EmbeddedDirectoryTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func aRandomTreeComesBackByteForByte(seed: UInt64) async throws {
    var random = SplitMix(state: seed)
    let tree = try Tree.random(&random)
    let archive = try Archive(tree.packed(modified: 1_782_743_498))
    let store = try archive.store()
    defer { archive.keep() }
    for (path, content) in tree.files {
      let key = try Key(path)
      #expect(try await store.kind(of: key) == .value)
      #expect(try await store.get(path) == content)
      #expect(try await store.size(key) == content.count)
      #expect(try await store.lastModified(key).rfc3339 == "2026-06-29T14:31:38Z")
      let offset = Int.random(in: 0...content.count, using: &random)
      let count = Int.random(in: 0...content.count + 1, using: &random)
      let part = try await store.get(key, from: offset, count: count)
      #expect(part == Array(content[offset...].prefix(count)))
      #expect(try await store.kind(of: key.appending("below")) == nil)
      #expect(try await store.kind(of: Key(path + "!")) == tree.kind(path + "!"))
    }
    for directory in tree.directories {
      let key = try Key(directory)
      #expect(try await store.kind(of: key) == .directory)
      let listed = try await store.list(key)
      #expect(
        listed.map { [$0.key.name: $0.kind] } == tree.children(directory).map { [$0.0: $0.1] })
      #expect(listed.allSatisfy { $0.key.parent == key })
    }
    // Equal contents have equal digests, others do not.
    var digests: [[UInt8]: [UInt8]] = [:]
    for (path, content) in tree.files {
      let digest = try await store.digest(Key(path))
      #expect(digest.count == 32 && digests[digest, default: content] == content)
      digests[digest] = content
    }
    #expect(digests.count == Set(tree.files.values).count)
  }

  @Test func failuresAreNamed() async throws {
    let archive = try Archive(Tree(files: ["a/b": [1, 2, 3], "c": []]).packed())
    let store = try archive.store()
    defer { archive.keep() }
    let (a, b, c) = (try Key("a"), try Key("a/b"), try Key("c"))
    let missing = try Key("a/x")
    await #expect(throws: KeyValueFailure.notFound(missing)) { try await store.get(missing) }
    await #expect(throws: KeyValueFailure.notFound(missing)) { try await store.list(missing) }
    await #expect(throws: KeyValueFailure.notFound(missing)) {
      try await store.lastModified(missing)
    }
    await #expect(throws: KeyValueFailure.isDirectory(a)) { try await store.get(a) }
    await #expect(throws: KeyValueFailure.isDirectory(.root)) { try await store.size(.root) }
    await #expect(throws: KeyValueFailure.isDirectory(a)) { try await store.digest(a) }
    await #expect(throws: KeyValueFailure.isValue(b)) { try await store.list(b) }
    await #expect(throws: KeyValueFailure.badKey(.leadsOut)) { try await store.get("../a/b") }
    for (offset, count) in [(4, 0), (-1, 1), (0, -1), (.max, 1), (.min, .min)] {
      await #expect(throws: KeyValueFailure.outOfRange(b, size: 3)) {
        try await store.get(b, from: offset, count: count)
      }
    }
    #expect(try await store.get(b, from: 3, count: .max) == [])
    #expect(try await store.get(b, from: 1, count: .max) == [2, 3])
    for key in [a, b, c, .root] { #expect(try await store.exists(key)) }
    #expect(try await store.exists(missing) == false)
  }

  @Test func anEmptyFolderIsAnEmptyStore() async throws {
    let archive = try Archive(Tree(files: [:]).packed())
    let store = try archive.store()
    defer { archive.keep() }
    #expect(try await store.list(.root) == [])
    #expect(try await store.kind(of: .root) == .directory)
    #expect(try await store.kind(of: Key("a")) == nil)
  }

  /// `a` and what sorts around `a/`: names that begin as a directory's does.
  @Test func namesThatBeginAlikeAreKeptApart() async throws {
    let names = ["a!", "a-b", "a/x", "a.txt", "a0", "aa", "b/a/c", "b/a-", "b/a!/d"]
    let files = Dictionary(uniqueKeysWithValues: names.map { ($0, Array($0.utf8)) })
    let archive = try Archive(Tree(files: files).packed())
    let store = try archive.store()
    defer { archive.keep() }
    #expect(
      try await store.list(.root).map(\.key.name) == ["a", "a!", "a-b", "a.txt", "a0", "aa", "b"])
    #expect(try await store.list(Key("b")).map(\.key.name) == ["a", "a!", "a-"])
    for name in names { #expect(try await store.get(name) == Array(name.utf8)) }
  }

  @Test func anArchiveMayLieAnywhere() async throws {
    let packed = try Tree(files: ["x/y": [7]]).packed()
    for shift in 0..<16 {
      let archive = Archive(packed, shift: shift)
      defer { archive.keep() }
      #expect(try await archive.store().get("x/y") == [7])
    }
  }
}

/// Archives that are not what the packer made: refused or read, never a trap.
@Suite struct HostileArchiveTests {
  private static let good = try! Tree(files: [
    "a/b": [1, 2, 3], "a/c": [], "d": Array(0...99), "e/f/g": [9],
  ]).packed()

  /// Uses everything that a store can do, if it is one.
  private func exercise(_ archive: Archive) async throws {
    guard let store = try? archive.store() else { return }
    defer { archive.keep() }
    var directories = [Key.root]
    var steps = 0
    while let directory = directories.popLast(), steps < 100 {
      steps += 1
      for entry in try await store.list(directory) {
        if entry.kind == .directory {
          directories.append(entry.key)
        } else {
          _ = try await store.get(entry.key)
          _ = try await store.get(entry.key, from: 0, count: 5)
          _ = try await store.digest(entry.key)
          _ = try await store.size(entry.key)
          _ = try await store.lastModified(entry.key)
        }
      }
    }
    for path in ["a", "a/b", "zzz", "e/f/g/h"] { _ = try? await store.get(path) }
  }

  @Test func everyByteMayBeAnother() async throws {
    for offset in 0..<Self.good.count {
      for flip: UInt8 in [0x01, 0x80, 0xff, 0x2f, 0x10] {
        var bytes = Self.good
        bytes[offset] ^= flip
        try await exercise(Archive(bytes))
      }
    }
  }

  @Test func itMayEndAnywhere() async throws {
    for count in 0..<Self.good.count {
      let archive = Archive(Self.good.prefix(count))
      #expect(throws: EmbeddedDirectoryFailure.self) { try archive.store() }
    }
    // What follows it does not matter.
    let longer = Archive(Self.good + Data(repeating: 0xff, count: 9))
    defer { longer.keep() }
    #expect(try await longer.store().get("a/b") == [1, 2, 3])
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func severalBytesMayBeWrong(seed: UInt64) async throws {
    var random = SplitMix(state: seed)
    for _ in 0..<5_000 {
      var bytes = Self.good
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        // The numbers are at the front.
        let offset = Int.random(in: 8..<300, using: &random)
        bytes[offset] = [0, 1, 0x7f, 0x80, 0xff, UInt8(random.next() & 0xff)].randomElement(
          using: &random)!
      }
      try await exercise(Archive(bytes))
    }
  }

  @Test func noiseIsNoArchive() {
    var random = SplitMix(state: 5)
    for length in 0..<200 {
      let noise = Data((0..<length).map { _ in UInt8(random.next() & 0xff) })
      #expect(throws: EmbeddedDirectoryFailure.notAnArchive) { try Archive(noise).store() }
    }
    #expect(throws: EmbeddedDirectoryFailure.notAnArchive) { try Archive(Self.good).backwards() }
    var newer = Self.good
    newer[7] = 2
    #expect(throws: EmbeddedDirectoryFailure.unknownVersion(2)) { try Archive(newer).store() }
  }

  /// Paths that no key is, and orders that no search would find: the paths are `a`, `b`, `c` otherwise.
  @Test(
    arguments: [
      ("b", "a", "c"), ("a", "a", "b"), ("/", "b", "c"), ("a", "b", "."), ("a", "b", "\0"),
      ("a", "b", "\u{7f}"),
    ])
  func badPathsAndOrdersAreRefused(first: String, second: String, third: String) throws {
    var bytes = try Tree(files: ["a": [], "b": [], "c": []]).packed()
    for (index, path) in [first, second, third].enumerated() {
      bytes[32 + 3 * 56 + index] = path.utf8.first!
    }
    let isGood = third == "\u{7f}"
    if isGood {
      _ = try Archive(bytes).store()
    } else {
      #expect(throws: EmbeddedDirectoryFailure.corrupted) { try Archive(bytes).store() }
    }
  }

  @Test(arguments: ["ab/cd", "ab\u{7f}cd"])
  func aPathThatIsADirectoryOfAnotherIsRefused(other: String) throws {
    // "ab" and "abXcd", with a slash in the place of X.
    var bytes = try Tree(files: ["ab": [], "ab_cd": []]).packed()
    let paths = 32 + 2 * 56
    bytes.replaceSubrange(paths + 2..<paths + 7, with: Array(other.utf8))
    if other.contains("/") {
      #expect(throws: EmbeddedDirectoryFailure.corrupted) { try Archive(bytes).store() }
    } else {
      _ = try Archive(bytes).store()
    }
  }
}

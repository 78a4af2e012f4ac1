// A folder that was linked into the image, as a key-value store.
//
// The bytes are those of DirectoryArchive, made when the unikernel was configured. They are checked once,
// read where they are, and copied only by `get`.

public import Devices
public import Time

/// A read-only store over an archive in memory. Its digest is the content's SHA-256 (FIPS 180-4), computed
/// when the archive was made and not checked against the content here.
public final class EmbeddedDirectory: KeyValueReader {
  // Safety of sharing it: the bytes never change, as `init` asks.
  nonisolated(unsafe) private let archive: DirectoryArchive
  private let modified: WallTime

  /// Checks the archive's structure; linear in the length of all paths.
  /// - Parameters:
  ///   - start: of `size` bytes that can be read and stay as they are for as long as the store lives.
  ///     No alignment is needed.
  public init(start: UnsafeRawPointer, size: Int) throws(EmbeddedDirectoryFailure) {
    archive = try unsafe DirectoryArchive(
      checking: UnsafeRawBufferPointer(start: start, count: size))
    guard let modified = WallTime(seconds: archive.modified) else { throw .corrupted }
    self.modified = modified
  }

  /// The same for an archive that is part of the image: its first byte, and the first behind it, which is
  /// what the functions of an asset tell.
  public convenience init(
    archive: (start: UnsafeRawPointer, end: UnsafeRawPointer)
  ) throws(EmbeddedDirectoryFailure) {
    let size = archive.end - archive.start
    guard size >= 0 else { throw .notAnArchive }
    try unsafe self.init(start: archive.start, size: size)
  }

  public func kind(of key: Key) async throws(KeyValueFailure) -> KeyValueKind? {
    switch find(key) {
    case .value: .value
    case .directory: .directory
    case .nothing: nil
    }
  }

  public func get(_ key: Key) async throws(KeyValueFailure) -> [UInt8] {
    [UInt8](archive.content(try value(key)))
  }

  public func get(
    _ key: Key, from offset: Int, count: Int
  ) async throws(KeyValueFailure) -> [UInt8] {
    let content = archive.content(try value(key))
    guard offset >= 0, offset <= content.count, count >= 0 else {
      throw .outOfRange(key, size: content.count)
    }
    return [UInt8](content[offset..<offset + min(count, content.count - offset)])
  }

  /// O(log n) and linear in the number of values in the directory, at whatever depth.
  public func list(_ key: Key) async throws(KeyValueFailure) -> [KeyValueEntry] {
    switch find(key) {
    case .nothing: throw .notFound(key)
    case .value: throw .isValue(key)
    case .directory(var index):
      var entries: [KeyValueEntry] = []
      let directory = key.path.utf8
      let start = directory.isEmpty ? 0 : directory.count + 1
      while index < archive.count {
        let path = archive.path(index)
        guard DirectoryArchive.isDirectory(directory, of: path) else { break }
        let end = path[start...].firstIndex(of: UInt8(ascii: "/"))
        let child = path[..<(end ?? path.count)]
        entries.append(try entry(Array(child), end == nil ? .value : .directory, in: key))
        index += 1
        guard end != nil else { continue }
        while index < archive.count, DirectoryArchive.isDirectory(child, of: archive.path(index)) {
          index += 1
        }
      }
      // Within a directory the archive's order is that of the names' bytes: none contains a slash.
      return entries
    }
  }

  public func size(_ key: Key) async throws(KeyValueFailure) -> Int {
    archive.content(try value(key)).count
  }

  public func lastModified(_ key: Key) async throws(KeyValueFailure) -> WallTime {
    if case .nothing = find(key) { throw .notFound(key) }
    return modified
  }

  public func digest(_ key: Key) async throws(KeyValueFailure) -> [UInt8] {
    [UInt8](archive.digest(try value(key)))
  }

  // MARK: - Private

  private enum Place {
    case nothing
    /// Its record.
    case value(Int)
    /// The first record in it.
    case directory(Int)
  }

  private func find(_ key: Key) -> Place {
    let path = key.path.utf8
    if path.isEmpty { return .directory(0) }
    let index = archive.lowerBound(path)
    guard index < archive.count else { return .nothing }
    let found = archive.path(index)
    if found.elementsEqual(path) { return .value(index) }
    return DirectoryArchive.isDirectory(path, of: found) ? .directory(index) : .nothing
  }

  private func value(_ key: Key) throws(KeyValueFailure) -> Int {
    switch find(key) {
    case .value(let index): return index
    case .directory: throw .isDirectory(key)
    case .nothing: throw .notFound(key)
    }
  }

  private func entry(
    _ path: [UInt8], _ kind: KeyValueKind, in directory: Key
  ) throws(KeyValueFailure) -> KeyValueEntry {
    do {
      return KeyValueEntry(try Key(String(decoding: path, as: UTF8.self)), kind)
    } catch {
      // Cannot be: the path was checked.
      throw .unreadable(directory)
    }
  }
}

/// Why memory is no archive that can be read.
public enum EmbeddedDirectoryFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// It does not begin as one.
  case notAnArchive
  /// It was made by a newer workbench.
  case unknownVersion(Int)
  /// It is longer than the memory.
  case truncated
  /// A number, a path or their order makes no sense.
  case corrupted

  public var description: String {
    switch self {
    case .notAnArchive: "the embedded directory is no archive; build the image again"
    case .unknownVersion(let version):
      "the embedded directory has version " + String(version)
        + ", which this library does not know; build the image again"
    case .truncated: "the embedded directory is cut short; build the image again"
    case .corrupted: "the embedded directory is corrupted; build the image again"
    }
  }
}

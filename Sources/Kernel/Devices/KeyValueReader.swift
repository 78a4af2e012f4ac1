public import Time

/// A store of values under keys, for reading: a folder in the image, an archive on a disk.
///
/// Keys form a tree: what is below a key makes that key a directory. The root always exists. An operation
/// on a store that a device holds suspends; one on memory does not.
public protocol KeyValueReader: AnyObject, Sendable {
  /// What is at `key`; nil: nothing.
  func kind(of key: Key) async throws(KeyValueFailure) -> KeyValueKind?

  /// A whole value.
  func get(_ key: Key) async throws(KeyValueFailure) -> [UInt8]

  /// Up to `count` bytes of a value from `offset` on: fewer where it ends, none at its end.
  /// - Throws: `outOfRange` for an offset beyond the end, and for negative numbers.
  func get(_ key: Key, from offset: Int, count: Int) async throws(KeyValueFailure) -> [UInt8]

  /// What is directly in the directory `key`, sorted by the bytes of the names.
  func list(_ key: Key) async throws(KeyValueFailure) -> [KeyValueEntry]

  /// The length of a value in bytes.
  func size(_ key: Key) async throws(KeyValueFailure) -> Int

  /// When the value, or something in the directory, was changed last.
  func lastModified(_ key: Key) async throws(KeyValueFailure) -> WallTime

  /// Bytes that are equal for equal values, and different for others as far as the store's algorithm
  /// tells; which that is, the store says. For caches and comparison; of no use against an adversary
  /// unless the store says so.
  func digest(_ key: Key) async throws(KeyValueFailure) -> [UInt8]
}

extension KeyValueReader {
  @export(implementation)
  public func exists(_ key: Key) async throws(KeyValueFailure) -> Bool {
    try await kind(of: key) != nil
  }

  /// The value at a path such as `a/b`.
  @export(implementation)
  public func get(_ path: String) async throws(KeyValueFailure) -> [UInt8] {
    let key: Key
    do { key = try Key(path) } catch { throw .badKey(error) }
    return try await get(key)
  }
}

/// What a key leads to.
public enum KeyValueKind: Equatable, Sendable {
  case value
  case directory
}

/// Something in a directory.
public struct KeyValueEntry: Equatable, Sendable {
  public let key: Key
  public let kind: KeyValueKind

  public init(_ key: Key, _ kind: KeyValueKind) {
    self.key = key
    self.kind = kind
  }
}

/// Why a key-value store did not do what it was asked.
public enum KeyValueFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The text is no key.
  case badKey(KeyFailure)
  /// Nothing is at the key.
  case notFound(Key)
  /// A value was wanted.
  case isDirectory(Key)
  /// A directory was wanted.
  case isValue(Key)
  /// The value has `size` bytes; what was asked for begins after them.
  case outOfRange(Key, size: Int)
  /// What the store is held in gave an error, or what it gave back makes no sense.
  case unreadable(Key)

  public var description: String {
    switch self {
    case .badKey(let failure): failure.description
    case .notFound(let key): key.description + " is not in the store"
    case .isDirectory(let key): key.description + " is a directory, not a value; list it"
    case .isValue(let key): key.description + " is a value, not a directory; get it"
    case .outOfRange(let key, let size): key.description + " has only " + String(size) + " bytes"
    case .unreadable(let key): key.description + " cannot be read: what holds the store is broken"
    }
  }
}

// Keys of a key-value store: paths of names, as `a/b/c` in text.
//
// A key is normal by construction: no empty segment, no `.`, no `..`, no NUL, no slash at either end. So
// it never leads out of the store that it is given to, whatever text it was made of.

/// Where a value or a directory is in a store; equal when the bytes are.
public struct Key: Equatable, Hashable, Sendable, CustomStringConvertible {
  /// The segments with `/` between them; empty for the root.
  public let path: String

  /// The directory that everything is in.
  public static let root = Key(normal: "")

  /// Segments are what slashes separate; empty ones and `.` count for nothing, `..` takes the one before
  /// it away.
  /// - Throws: when `..` leads out of the root, and for a NUL.
  @export(interface)
  public init(_ text: String) throws(KeyFailure) {
    var segments: [Substring.UTF8View] = []
    for segment in text.utf8.split(separator: UInt8(ascii: "/")) {
      if segment.contains(0) { throw .containsNul }
      if segment.elementsEqual([UInt8(ascii: ".")]) { continue }
      if segment.elementsEqual([UInt8(ascii: "."), UInt8(ascii: ".")]) {
        guard segments.popLast() != nil else { throw .leadsOut }
      } else {
        segments.append(segment)
      }
    }
    var bytes: [UInt8] = []
    for segment in segments {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "/")) }
      bytes.append(contentsOf: segment)
    }
    path = String(decoding: bytes, as: UTF8.self)
  }

  private init(normal path: String) { self.path = path }

  /// The key of what is called `name` in this directory.
  /// - Throws: when `name` is no single segment.
  @export(interface)
  public func appending(_ name: String) throws(KeyFailure) -> Key {
    let child = try Key(name)
    guard child.segments.count == 1 else { throw .notOneSegment }
    return Key(normal: isRoot ? child.path : path + "/" + child.path)
  }

  public var isRoot: Bool { path.utf8.isEmpty }

  public var segments: [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
  }

  /// The last segment; empty for the root.
  public var name: String { segments.last ?? "" }

  /// The directory that this is in; the root's is the root.
  public var parent: Key {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return .root }
    return Key(normal: String(path[..<slash]))
  }

  /// As a path: `/a/b`.
  public var description: String { "/" + path }

  // By bytes: comparing by meaning brings Unicode's tables into an image.

  public static func == (left: Key, right: Key) -> Bool {
    left.path.utf8.elementsEqual(right.path.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in path.utf8 { hasher.combine(byte) }
    hasher.combine(0xff as UInt8)
  }
}

/// Why a text is no key.
public enum KeyFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// `..` beyond the root.
  case leadsOut
  case containsNul
  /// More than one name, or none, where one was wanted.
  case notOneSegment

  public var description: String {
    switch self {
    case .leadsOut: "the key leads out of the store: it has more .. than directories"
    case .containsNul: "the key contains a NUL"
    case .notOneSegment: "a name in a directory is one segment: not empty, no slash, no .."
    }
  }
}

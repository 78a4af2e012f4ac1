// What an image is made of, as values: image → group → file → symbol, every loaded byte exactly once.
//
// `ImageMap(of:)` makes it from an image and what `mirador build` left beside it; the extensions render it:
// `text`, `treemap`, `svg`, `json`. It never runs the image, and it never guesses: bytes that no object
// claims are a group of their own.

/// An image, taken apart.
public struct ImageMap: Sendable, Equatable {
  /// Bytes with a name.
  public struct Symbol: Sendable, Equatable {
    /// As a person reads it.
    public let name: String
    /// As the linker knows it; nil for bytes without a symbol.
    public let linkerName: String?
    public let address: UInt64
    public let kind: ByteKind
    public let bytes: Int
  }

  /// A source file, or what stands for it where the object does not tell.
  public struct File: Sendable, Equatable {
    public let name: String
    /// By address.
    public let symbols: [Symbol]

    public var sizes: Sizes { symbols.sum { Sizes($0.kind, $0.bytes) } }
  }

  /// A module, or what stands for one.
  public struct Group: Sendable, Equatable {
    public let name: String
    /// Largest first.
    public let files: [File]

    public var sizes: Sizes { files.sum(\.sizes) }
  }

  public let name: String
  /// The folder that the image lies in: its target, when `mirador build` put it there.
  public let target: String
  /// Bytes on disk.
  public let fileSize: Int
  /// Bytes that the loader copies from the file, as the program headers have it.
  public let loadedSize: Int
  /// Bytes that the loader clears, as the program headers have it.
  public let zeroSize: Int
  /// Largest first.
  public let groups: [Group]

  public var sizes: Sizes { groups.sum(\.sizes) }

  /// The group of what no object claims.
  static let remainder = "Padding and headers"
}

/// A part of a picture: so large, so named, made of these. What `ImageMap` and `Beside` look like to those
/// that draw.
struct Tile: Sendable, Equatable {
  let name: String
  /// Loaded bytes.
  let bytes: Int
  /// Zero-filled bytes.
  var zero = 0
  /// Largest first; empty for a leaf.
  var children: [Tile] = []

  /// How many of what surrounds it, for people: `43.2 %`.
  func share(of whole: Int) -> String { Figures.percent(bytes, of: whole) }
}

extension ImageMap {
  /// The image, down to its symbols.
  var tile: Tile {
    let sizes = sizes
    return Tile(
      name: name, bytes: sizes.loaded, zero: sizes.zeroFilled, children: groups.map(\.tile))
  }

  /// The group of this name, whatever its case.
  public func group(named name: String) throws(MapFault) -> Group {
    let wanted = name.lowercased()
    guard let group = groups.first(where: { $0.name.lowercased() == wanted }) else {
      throw .usage(Messages.noGroup(name, groups.map(\.name)))
    }
    return group
  }
}

extension ImageMap.Group {
  var tile: Tile {
    let sizes = sizes
    return Tile(
      name: name, bytes: sizes.loaded, zero: sizes.zeroFilled, children: files.map(\.tile))
  }
}

extension ImageMap.File {
  /// Symbols of one readable name are one tile: an async function is several symbols.
  var tile: Tile {
    let children = Dictionary(grouping: symbols, by: \.name).map { name, symbols in
      let sizes = symbols.sum { Sizes($0.kind, $0.bytes) }
      return Tile(name: name, bytes: sizes.loaded, zero: sizes.zeroFilled)
    }
    return Tile(
      name: name, bytes: sizes.loaded, zero: sizes.zeroFilled,
      children: children.sorted { ($1.bytes, $1.zero, $0.name) < ($0.bytes, $0.zero, $1.name) })
  }
}

extension Beside {
  /// Nil when its size in memory is not known.
  var tile: Tile? {
    sizes.map { Tile(name: name, bytes: $0.loaded, children: Tile.kinds($0)) }
  }
}

extension Tile {
  /// Loaded bytes by kind.
  static func kinds(_ sizes: Sizes) -> [Tile] {
    ByteKind.allCases.filter { $0 != .zeroFilled && sizes[$0] > 0 }
      .map { Tile(name: $0.words, bytes: sizes[$0]) }
      .sorted { $0.bytes > $1.bytes }
  }
}

extension ByteKind {
  /// For people.
  var words: String {
    switch self {
    case .code: "code"
    case .readOnly: "read-only data"
    case .data: "data"
    case .padding: "padding and headers"
    case .zeroFilled: "zero-filled"
    }
  }
}

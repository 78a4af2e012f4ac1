// Deals an image's bytes out. Three sets of intervals are laid over each other, each clipped to what is left
// by the one before, so that no byte is counted twice and none is lost:
//
//     span     a section's part of a segment (Elf+Spans): says the kind
//     part     an input section (LinkMap): says the object
//     symbol   a name (Elf): says the module when it is Swift's, else the object does
//
// A symbol of Swift belongs to the module that declares it, wherever the compiler put its code: `Array.append`
// made for the application lies in the application's object, and is the standard library's.

/// The work of `ImageMap.init`: from intervals to groups.
struct Attribution {
  private let symbols: [Elf.Symbol]
  private let map: LinkMap
  private let names: [String: SwiftName]
  private var objects: [String: ObjectFile] = [:]
  private var found: [Place: [ImageMap.Symbol]] = [:]

  private struct Place: Hashable {
    let group: String
    let file: String
  }

  init(_ map: LinkMap, symbols: [Elf.Symbol], names: [String: SwiftName]) {
    self.map = map
    self.names = names
    self.symbols = symbols
  }

  /// The names that hold bytes, by address; at one address the longest comes first.
  static func places(_ symbols: [Elf.Symbol], _ map: LinkMap) -> [Elf.Symbol] {
    // A label counts when it stands in an object; the linker script's stand between them.
    let real = symbols.filter { symbol in
      symbol.size > 0 || map.names[symbol.address]?.contains(symbol.name) == true
    }
    return real.sorted {
      ($0.address, $1.size, $0.name) < ($1.address, $0.size, $1.name)
    }
  }

  mutating func deal(_ spans: [Elf.Span]) -> [ImageMap.Group] {
    for span in spans { deal(span) }
    let byGroup = Dictionary(grouping: found) { $0.key.group }
    let groups = byGroup.map { name, entries in
      let files = entries.map { ImageMap.File(name: $0.key.file, symbols: $0.value) }
      return ImageMap.Group(
        name: name, files: files.sorted(by: { ($0.sizes, $0.name) }))
    }
    return groups.sorted(by: { ($0.sizes, $0.name) })
  }

  private mutating func deal(_ span: Elf.Span) {
    guard span.section != nil else { return remain(span.start, span.end, span.kind) }
    var cursor = span.start
    for part in map.parts[firstPart(after: cursor)...] {
      guard part.address < span.end else { break }
      let start = max(part.address, cursor)
      let end = min(part.end, span.end)
      guard end > start else { continue }
      remain(cursor, start, span.kind == .zeroFilled ? .zeroFilled : .padding)
      deal(part, start, end, span.kind)
      cursor = end
    }
    remain(cursor, span.end, span.kind == .zeroFilled ? .zeroFilled : .padding)
  }

  /// Deals out what an object has from `start` to `end`.
  private mutating func deal(_ part: LinkMap.Part, _ start: UInt64, _ end: UInt64, _ kind: ByteKind)
  {
    let object = object(part.object)
    let nameless = "(no symbol: \(part.section))"
    var cursor = start
    func piece(_ name: String, _ symbol: String?, _ from: UInt64, _ to: UInt64) -> ImageMap.Symbol {
      ImageMap.Symbol(
        name: name, linkerName: symbol, address: from, kind: kind, bytes: Int(to - from))
    }
    var index = firstSymbol(from: start)
    while index < symbols.count, symbols[index].address < end {
      let symbol = symbols[index]
      index += 1
      let next = index < symbols.count ? symbols[index].address : end
      let from = max(symbol.address, cursor)
      // A label reaches to the next name.
      let to = min(symbol.size > 0 ? symbol.address + symbol.size : next, end)
      guard to > from else { continue }
      if from > cursor {
        let place = Place(group: object.group, file: object.file)
        found[place, default: []].append(piece(nameless, nil, cursor, from))
      }
      found[place(of: symbol.name, in: object), default: []].append(
        piece(readable(symbol), symbol.name, from, to))
      cursor = to
    }
    guard end > cursor else { return }
    found[Place(group: object.group, file: object.file), default: []].append(
      piece(nameless, nil, cursor, end))
  }

  private mutating func remain(_ start: UInt64, _ end: UInt64, _ kind: ByteKind) {
    guard end > start else { return }
    let place = Place(group: ImageMap.remainder, file: "between sections and objects")
    found[place, default: []].append(
      ImageMap.Symbol(
        name: "(gap)", linkerName: nil, address: start, kind: kind, bytes: Int(end - start)))
  }
}

// Whose a symbol is.
extension Attribution {
  private func place(of symbol: String, in object: ObjectFile) -> Place {
    guard let own = object.module else { return Place(group: object.group, file: object.file) }
    guard let name = names[symbol] else { return runtime(symbol, object) }
    let module = name.module ?? own
    let scope = name.scope ?? "functions and values"
    // Names that C declares have no module that an image knows.
    guard module != own, module != "__C" else {
      return Place(group: object.group, file: own == "Application" ? scope : object.file)
    }
    let isSwift = module == "Swift" || module == "_Concurrency"
    return Place(
      group: ObjectFile.group(ofModule: module),
      file: isSwift ? scope : "made for \(object.file)")
  }

  /// Names that are not mangled: the standard library's run-time functions are compiled into every
  /// object that calls them; `main` and `async_Main` are made by the compiler.
  private func runtime(_ symbol: String, _ object: ObjectFile) -> Place {
    if symbol.hasPrefix("swift_") || symbol.hasPrefix("_swift_") {
      return Place(group: ObjectFile.standardLibrary, file: "run-time functions")
    }
    let isMain = symbol == "main" || symbol.hasPrefix("async_Main")
    return Place(group: object.group, file: isMain ? "GeneratedMain" : object.file)
  }

  /// Swift's names by swift-demangle, C++'s as the linker wrote them.
  private func readable(_ symbol: Elf.Symbol) -> String {
    if let name = names[symbol.name] { return name.readable }
    guard symbol.name.hasPrefix("_Z"), let all = map.names[symbol.address],
      let name = all.first(where: { !$0.hasPrefix("_Z") && !$0.hasPrefix("$") })
    else { return symbol.name }
    return name
  }

  private mutating func object(_ path: String) -> ObjectFile {
    if let known = objects[path] { return known }
    let object = ObjectFile(path)
    objects[path] = object
    return object
  }
}

// Where to begin.
extension Attribution {
  /// The first part that ends after `address`; parts do not overlap in a map of one image, and when
  /// they do the one that begins first has the bytes.
  private func firstPart(after address: UInt64) -> Int {
    let index = map.parts.partition { $0.address > address }
    return index > 0 && map.parts[index - 1].end > address ? index - 1 : index
  }

  private func firstSymbol(from address: UInt64) -> Int {
    symbols.partition { $0.address >= address }
  }
}

extension Array {
  /// The first index whose element passes, in an array where all that pass come last. O(log n).
  fileprivate func partition(_ passes: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Sequence {
  /// Largest first: by loaded bytes, then by zero-filled ones, then by name.
  fileprivate func sorted(by key: (Element) -> (Sizes, String)) -> [Element] {
    map { ($0, key($0)) }.sorted { left, right in
      let (one, other) = (left.1, right.1)
      return (other.0.loaded, other.0.zeroFilled, one.1) < (one.0.loaded, one.0.zeroFilled, other.1)
    }.map(\.0)
  }
}

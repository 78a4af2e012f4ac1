import Foundation

// The JSON document; docs/map.md has its schema. Fields are added, never changed: a change of meaning
// makes `format` 2.
extension Comparison {
  /// Keys sorted, bytes as numbers, addresses as hexadecimal text.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(Document(self)) else {
      preconditionFailure("a map that JSON cannot hold")
    }
    return String(decoding: data, as: UTF8.self)
  }
}

private struct Document: Encodable {
  let format = 1
  let image: Image
  let groups: [Group]
  let against: [Other]

  init(_ comparison: Comparison) {
    image = Image(comparison.image)
    groups = comparison.image.groups.map(Group.init)
    against = comparison.others.map { Other($0, comparison.image.sizes.loaded) }
  }

  struct Image: Encodable {
    let name: String
    let target: String
    let fileBytes: Int
    let sizes: Bytes

    init(_ map: ImageMap) {
      name = map.name
      target = map.target
      fileBytes = map.fileSize
      sizes = Bytes(map.sizes)
    }
  }

  struct Bytes: Encodable {
    let loaded: Int
    let code: Int
    let readOnly: Int
    let data: Int
    let padding: Int
    let zeroFilled: Int

    init(_ sizes: Sizes) {
      loaded = sizes.loaded
      code = sizes.code
      readOnly = sizes.readOnly
      data = sizes.data
      padding = sizes.padding
      zeroFilled = sizes.zeroFilled
    }
  }

  struct Group: Encodable {
    let name: String
    let sizes: Bytes
    let files: [File]

    init(_ group: ImageMap.Group) {
      name = group.name
      sizes = Bytes(group.sizes)
      files = group.files.map(File.init)
    }
  }

  struct File: Encodable {
    let name: String
    let sizes: Bytes
    let symbols: [Symbol]

    init(_ file: ImageMap.File) {
      name = file.name
      sizes = Bytes(file.sizes)
      symbols = file.symbols.map(Symbol.init)
    }
  }

  struct Symbol: Encodable {
    let name: String
    let linkerName: String?
    let address: String
    let kind: ByteKind
    let bytes: Int

    init(_ symbol: ImageMap.Symbol) {
      name = symbol.name
      linkerName = symbol.linkerName
      address = "0x" + String(symbol.address, radix: 16)
      kind = symbol.kind
      bytes = symbol.bytes
    }
  }

  struct Other: Encodable {
    let name: String
    let fileFormat: String
    let fileBytes: Int
    let sizes: Bytes?
    let times: Double?
    let notes: [String]
    let families: [Family]

    init(_ other: Beside, _ loaded: Int) {
      name = other.name
      fileFormat = other.format
      fileBytes = other.fileSize
      sizes = other.sizes.map(Bytes.init)
      times = other.times(loaded).map { ($0 * 100).rounded() / 100 }
      notes = other.notes
      families = other.families.map { Family(name: $0.name, bytes: $0.bytes) }
    }
  }

  struct Family: Encodable {
    let name: String
    let bytes: Int
  }
}

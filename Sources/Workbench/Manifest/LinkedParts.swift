// From the linker's map to the parts that an image is made of.

import Foundation

/// A part of an image: objects of one folder, or members of one archive.
public struct LinkedPart: Equatable, Sendable {
  /// The archive's file name (`libswift_Concurrency.a`) or the name of the folder that the objects are in
  /// (`Runtime`, `nucleus`, `virtio`; `.mirador` for the application).
  public var name: String
  /// Bytes of the running image that are its own, zero-filled ones too.
  public var bytes: Int
}

/// Reads maps of ld.lld (`-Map`).
public enum LinkedParts {
  /// The parts that have bytes in the image's memory, by name. What the linker looked at and dropped is
  /// not among them, nor is what only has symbols or debug information. Strings that the linker merged
  /// have no owner any more and count for nobody.
  public static func read(map: String) -> [LinkedPart] {
    var bytes: [String: Int] = [:]
    var isLoaded = false
    for line in map.split(separator: "\n") {
      guard let row = Row(line) else { continue }
      switch row.depth {
      // What is not loaded (debug information, symbols) has address 0; its inputs have offsets.
      case 0: isLoaded = row.address > 0
      case 8 where isLoaded:
        guard let file = row.file else { continue }
        bytes[part(file), default: 0] += row.size
      default: continue
      }
    }
    return bytes.map { LinkedPart(name: $0.key, bytes: $0.value) }
      .filter { $0.bytes > 0 }.sorted { $0.name < $1.name }
  }

  private static func part(_ file: Substring) -> String {
    if let member = file.range(of: ".a(", options: .backwards), file.hasSuffix(")") {
      let archive = file[..<member.lowerBound] + ".a"
      return String(archive.split(separator: "/").last ?? archive)
    }
    let names = file.split(separator: "/")
    return String(names.dropLast().last ?? names.last ?? file)
  }
}

/// A row of the map: addresses, size, alignment, then an output section, an input section or a symbol,
/// told apart by how far they are indented.
///
///     100000   100000      eb6    16 .nucleus.text
///     100000   100000      a7d    16         FOLDER/nucleus.c.o:(.nucleus.text)
///     100000   100000      268     1                 nucleus_enter
private struct Row {
  let address: Int
  let size: Int
  /// 0, 8 or 16.
  let depth: Int
  private let text: Substring

  init?(_ line: Substring) {
    let words = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: true)
    guard words.count == 5, let address = Int(words[0], radix: 16),
      let size = Int(words[2], radix: 16), Int(words[3]) != nil
    else { return nil }
    self.address = address
    self.size = size
    text = words[4].drop { $0 == " " }
    depth = words[4].count - text.count
  }

  /// What the compiler puts into every Swift object, to be shared: whose it is says nothing.
  private static let common = ":(.text._swift_exceptionPersonality)"

  /// The file of an input section, `FILE:(SECTION)`; nil for what the linker or the compiler made.
  var file: Substring? {
    guard text.hasSuffix(")"), !text.hasPrefix("<"), !text.hasSuffix(Self.common),
      let mark = text.range(of: ":(", options: .backwards)
    else { return nil }
    return text[..<mark.lowerBound]
  }
}

// From the linker's map to the parts that an image is made of: what a bill of materials lists.

import Foundation
import Maps

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
  /// The parts that have bytes in the image's memory, by name; none when the text is no map. What the
  /// linker looked at and dropped is not among them, nor is what only has symbols or debug
  /// information. Strings that the linker merged have no owner any more and count for nobody.
  public static func read(map: String) -> [LinkedPart] {
    var bytes: [String: Int] = [:]
    for input in LinkMap(parsing: Array(map.utf8))?.parts ?? [] where isOwn(input) {
      bytes[part(input.object), default: 0] += Int(clamping: input.size)
    }
    return bytes.map { LinkedPart(name: $0.key, bytes: $0.value) }.sorted { $0.name < $1.name }
  }

  /// False for what the linker made, and for what the compiler puts into every Swift object to be
  /// shared: whose it is says nothing.
  private static func isOwn(_ input: LinkMap.Part) -> Bool {
    !input.object.hasPrefix("<") && input.section != ".text._swift_exceptionPersonality"
  }

  private static func part(_ object: String) -> String {
    if let member = object.range(of: ".a(", options: .backwards), object.hasSuffix(")") {
      let archive = object[..<member.lowerBound] + ".a"
      return String(archive.split(separator: "/").last ?? archive)
    }
    let names = object.split(separator: "/")
    return String(names.dropLast().last ?? names.last ?? object[...])
  }
}

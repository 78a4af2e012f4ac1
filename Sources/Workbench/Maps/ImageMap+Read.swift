import Foundation
import Processes

extension ImageMap {
  /// Takes an image apart.
  /// - Parameters:
  ///   - image: the file that boots; NAME.symbols and NAME.map lie beside it.
  ///   - path: where swift-demangle is looked for.
  public init(of image: URL, path: SearchPath) throws(MapFault) {
    let bytes = try HostFile.read(image)
    let elf = try ImageMap.elf(bytes, image)
    let symbolFile = image.appendingPathExtension("symbols")
    let mapFile = image.appendingPathExtension("map")
    for file in [symbolFile, mapFile] where !HostFile.exists(file) {
      throw .usage(Messages.noCompanion(image, file.lastPathComponent))
    }
    let symbolBytes = try HostFile.read(symbolFile)
    let described = try ImageMap.elf(symbolBytes, symbolFile)
    guard let map = LinkMap(parsing: try HostFile.read(mapFile)) else {
      throw .usage(Messages.notAMap(mapFile, image))
    }
    guard ImageMap.isSame(elf, bytes, described, symbolBytes) else {
      throw .usage(Messages.strange(symbolFile.lastPathComponent, image))
    }
    guard map.describes(described) else {
      throw .usage(Messages.strange(mapFile.lastPathComponent, image))
    }
    let places = Attribution.places(described.symbols, map)
    let names = try SwiftName.read(places.map(\.name), path: path)
    var attribution = Attribution(map, symbols: places, names: names)
    self.init(
      name: CleanText.of(image.lastPathComponent),
      target: CleanText.of(image.deletingLastPathComponent().lastPathComponent),
      fileSize: bytes.count, loadedSize: elf.loadedSize, zeroSize: elf.zeroSize,
      groups: attribution.deal(described.spans()))
  }

  private static func elf(_ bytes: [UInt8], _ file: URL) throws(MapFault) -> Elf {
    do throws(ElfFault) {
      return try Elf(parsing: bytes)
    } catch {
      throw .usage(Messages.notAnImage(file, Messages.words(error)))
    }
  }

  /// Whether two files put the same bytes in the same places.
  private static func isSame(_ left: Elf, _ one: [UInt8], _ right: Elf, _ other: [UInt8]) -> Bool {
    guard left.segments.count == right.segments.count else { return false }
    return zip(left.segments, right.segments).allSatisfy { left, right in
      left.address == right.address && left.fileSize == right.fileSize
        && left.memorySize == right.memorySize
        && one[left.offset..<left.offset + left.fileSize]
          .elementsEqual(other[right.offset..<right.offset + right.fileSize])
    }
  }
}

extension LinkMap {
  /// Whether this is the map of that file: the same sections, the same names in the same places.
  func describes(_ elf: Elf) -> Bool {
    let mine = Set(outputs.map { "\($0.name) \($0.address) \($0.size)" })
    guard elf.sections.allSatisfy({ mine.contains("\($0.name) \($0.address) \($0.size)") }) else {
      return false
    }
    // C++ names are written differently here and there.
    return elf.symbols.allSatisfy { symbol in
      guard symbol.size > 0, !symbol.name.hasPrefix("_Z") else { return true }
      return names[symbol.address]?.contains(symbol.name) == true
    }
  }
}

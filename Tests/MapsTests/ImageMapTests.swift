import Configure
import Foundation
import FoundationXML
import Processes
import Testing

@testable import Maps

/// Real images, built here, for both targets.
@Suite struct ImageMapTests {
  private func map(_ target: Target) async throws -> ImageMap {
    try ImageMap(of: try await Images.image(target), path: .environment)
  }

  /// What binutils say the loader takes from the file, and clears.
  private func loads(_ image: URL) throws -> (file: Int, zero: Int) {
    let text = try shell("readelf -lW \(image.path) | awk '$1 == \"LOAD\" { print $5, $6 }'")
    let sizes = text.split(separator: "\n").map { line in
      line.split(separator: " ").map { Int($0.dropFirst(2), radix: 16) ?? -1 }
    }
    try #require(!sizes.isEmpty)
    return (sizes.reduce(0) { $0 + $1[0] }, sizes.reduce(0) { $0 + $1[1] - $1[0] })
  }

  @Test(arguments: Target.allCases)
  func everyByteIsSomebodysExactlyOnce(target: Target) async throws {
    let map = try await map(target)
    let loads = try loads(try await Images.image(target))
    #expect(map.loadedSize == loads.file)
    #expect(map.zeroSize == loads.zero)
    #expect(map.sizes.loaded == loads.file)
    #expect(map.sizes.zeroFilled == loads.zero)
    let symbols = map.groups.flatMap { $0.files.flatMap(\.symbols) }
      .sorted { $0.address < $1.address }
    for (one, next) in zip(symbols, symbols.dropFirst()) {
      #expect(one.address + UInt64(one.bytes) <= next.address, "\(one.name) and \(next.name)")
    }
    #expect(symbols.allSatisfy { $0.bytes > 0 })
  }

  @Test(arguments: Target.allCases)
  func littleIsLeftOver(target: Target) async throws {
    let map = try await map(target)
    let rest = try map.group(named: ImageMap.remainder).sizes
    #expect(rest.loaded * 20 < map.sizes.loaded)
    let symbols = map.groups.flatMap { $0.files.flatMap(\.symbols) }
    let nameless = symbols.filter { $0.linkerName == nil && $0.kind == .code }
    #expect(nameless.reduce(0) { $0 + $1.bytes } * 20 < map.sizes.code)
  }

  @Test(arguments: Target.allCases)
  func everyPartIsThere(target: Target) async throws {
    let map = try await map(target)
    let names = Set(map.groups.map(\.name))
    #expect(
      names.isSuperset(of: [
        "Application", "Swift standard library", "Swift concurrency", "CNucleus", "Platform",
        "Runtime", "Devices", ImageMap.remainder,
      ]))
    #expect(!names.contains("Other"))
    let platform = try map.group(named: "platform").files.map(\.name)
    #expect(platform.contains("\(target.rawValue)/start.S"))
    let library = try map.group(named: "Swift standard library").files.map(\.name)
    #expect(library.contains("String"))
    #expect(map.target == target.rawValue)
  }

  /// One symbol each, found by its mangled name in a tool that is not ours.
  @Test(arguments: [
    ("nucleus_format", "CNucleus", "nucleus/format.c"),
    ("$e11Application5HelloO5start", "Application", "Hello"),
    ("$e11Application13GeneratedMainO", "Application", "GeneratedMain"),
    ("$es11_StringGutsV6append", "Swift standard library", "_StringGuts"),
  ])
  func symbolsAreWhereTheyBelong(prefix: String, group: String, file: String) async throws {
    let map = try await map(.unix)
    let image = try await Images.image(.unix)
    let line = try shell(
      "llvm-nm -S --defined-only \(image.path).symbols | grep ' [tT] ' | grep -F '\(prefix)'")
    let words = try #require(line.split(separator: "\n").first).split(separator: " ")
    let found = try map.group(named: group).files.first { $0.name == file }?
      .symbols.first { $0.linkerName == String(words[3]) }
    #expect(found?.address == UInt64(words[0], radix: 16))
    #expect(found?.bytes == Int(words[1], radix: 16))
    #expect(found?.kind == .code)
  }

  @Test func theTableAddsUp() async throws {
    let map = try await map(.virtio)
    let lines = try map.table(TableOptions(), Screen(columns: 80, isUnicode: true)).dropFirst()
    let sum = lines.reduce(0) { sum, line in
      sum + (Int(line.prefix(9).filter { $0 != " " }) ?? 0)
    }
    #expect(sum == map.sizes.loaded)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test func theJSONAddsUpAtEveryLevelAndHoldsNoPathOfThisMachine() async throws {
    let map = try await map(.virtio)
    let beside = try Beside(reading: URL(filePath: "/bin/true"), symbols: nil, path: .environment)
    let text = Comparison(map, [beside]).json
    #expect(!text.contains(Images.root.path) && !text.contains("/tmp"))
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let document = try #require(json as? [String: Any])
    #expect(document["format"] as? Int == 1)
    let groups = try #require(document["groups"] as? [[String: Any]])
    var total = 0
    for group in groups {
      var inGroup = 0
      for file in try #require(group["files"] as? [[String: Any]]) {
        let symbols = try #require(file["symbols"] as? [[String: Any]])
        let bytes = symbols.filter { $0["kind"] as? String != "zeroFilled" }
          .reduce(0) { $0 + ($1["bytes"] as? Int ?? 0) }
        #expect((file["sizes"] as? [String: Int])?["loaded"] == bytes)
        inGroup += bytes
      }
      #expect((group["sizes"] as? [String: Int])?["loaded"] == inGroup)
      total += inGroup
    }
    #expect(total == map.loadedSize)
    let against = try #require(document["against"] as? [[String: Any]])
    #expect(against.map { $0["name"] as? String } == ["true"])
    #expect((against[0]["times"] as? Double ?? 0) > 0)
  }

  @Test func theSVGIsXMLWithATooltipForEverything() async throws {
    let map = try await map(.virtio)
    let beside = try Beside(reading: URL(filePath: "/bin/true"), symbols: nil, path: .environment)
    let reader = TitleReader()
    let parser = XMLParser(data: Data(Comparison(map, [beside]).svg.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    for group in map.groups where group.sizes.loaded > 0 {
      let words = "\(group.name)\n\(Figures.grouped(group.sizes.loaded)) bytes"
      #expect(reader.titles.contains { $0.hasPrefix(words) }, "\(group.name)")
    }
    #expect(reader.titles.contains { $0.contains("Hello.start(console:clock:name:)") })
    #expect(reader.titles.contains { $0.hasPrefix("true\n") })
  }

  @Test func hostileNamesStayXML() {
    let name = CleanText.of("<&>\"'\u{0}\u{1B}\u{FFFE}]]>")
    let symbol = ImageMap.Symbol(
      name: name, linkerName: nil, address: 0, kind: .code, bytes: 5000)
    let file = ImageMap.File(name: name, symbols: [symbol])
    let map = ImageMap(
      name: name, target: name, fileSize: 1, loadedSize: 5000, zeroSize: 0,
      groups: [ImageMap.Group(name: name, files: [file])])
    let parser = XMLParser(data: Data(Comparison(map, []).svg.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect((try? JSONSerialization.jsonObject(with: Data(Comparison(map, []).json.utf8))) != nil)
  }
}

/// Companions that do not fit.
@Suite struct CompanionTests {
  /// A copy of an image with what lies beside it.
  private func copy(_ target: Target, to folder: URL) async throws -> URL {
    let source = try await Images.image(target)
    for suffix in ["", ".symbols", ".map"] {
      try FileManager.default.copyItem(
        at: URL(filePath: source.path + suffix), to: folder.appending(path: "hello" + suffix))
    }
    return folder.appending(path: "hello")
  }

  private func fault(_ image: URL) -> String {
    do throws(MapFault) {
      _ = try ImageMap(of: image, path: .environment)
      return "no fault"
    } catch {
      guard case .usage(let message) = error else { return "\(error)" }
      return message
    }
  }

  @Test(arguments: [".symbols", ".map"])
  func aMissingOneIsNamedWithTheNextStep(suffix: String) async throws {
    try await Images.inFolder { folder in
      let image = try await copy(.unix, to: folder)
      try FileManager.default.removeItem(
        at: image.appendingPathExtension(String(suffix.dropFirst())))
      #expect(fault(image).hasPrefix("hello\(suffix) is not beside"))
      #expect(fault(image).contains("./mirador build"))
    }
  }

  @Test(arguments: [".symbols", ".map"])
  func oneOfAnotherBuildIsRefused(suffix: String) async throws {
    try await Images.inFolder { folder in
      let image = try await copy(.unix, to: folder)
      let strange = URL(filePath: try await Images.image(.virtio).path + suffix)
      let file = URL(filePath: image.path + suffix)
      try FileManager.default.removeItem(at: file)
      try FileManager.default.copyItem(at: strange, to: file)
      #expect(fault(image).hasPrefix("hello\(suffix) does not belong to"))
    }
  }

  @Test func oneChangedByteOfCodeIsAnotherBuild() async throws {
    try await Images.inFolder { folder in
      let image = try await copy(.unix, to: folder)
      var bytes = [UInt8](try Data(contentsOf: image))
      bytes[0x1010] ^= 1
      try Data(bytes).write(to: image)
      #expect(fault(image).contains("does not belong to"))
    }
  }

  @Test func aMapWithAnotherNameIsAnotherBuilds() async throws {
    try await Images.inFolder { folder in
      let image = try await copy(.unix, to: folder)
      let file = image.appendingPathExtension("map")
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing("nucleus_format\n", with: "nucleus_fromat\n").utf8).write(to: file)
      #expect(fault(image).hasPrefix("hello.map does not belong to"))
    }
  }

  @Test func aCutSymbolFileIsDamaged() async throws {
    try await Images.inFolder { folder in
      let image = try await copy(.unix, to: folder)
      let file = image.appendingPathExtension("symbols")
      try Data(contentsOf: file).prefix(20_000).write(to: file)
      #expect(fault(image).contains("damaged"))
    }
  }

  @Test func mutatedCompanionsNeverTrap() async throws {
    try await Images.inFolder { folder in
      let image = try await copy(.unix, to: folder)
      let file = image.appendingPathExtension("symbols")
      let bytes = [UInt8](try Data(contentsOf: file))
      // The headers at both ends are what can mislead.
      for seed in 0..<300 {
        var dice = Dice(state: UInt64(seed))
        let middle = bytes.count - 14_000
        let head = Array(bytes.prefix(1024)).mutated(&dice)
        let tail = Array(bytes[middle...]).mutated(&dice)
        guard let elf = try? Elf(parsing: head + bytes[head.count..<middle] + tail) else {
          continue
        }
        #expect(elf.spans().reduce(0) { $0 + $1.size } == elf.loadedSize + elf.zeroSize)
      }
    }
  }
}

/// Collects what stands in `title` elements.
private final class TitleReader: NSObject, XMLParserDelegate {
  var titles: [String] = []
  private var isTitle = false

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName qName: String?, attributes attributeDict: [String: String] = [:]
  ) {
    isTitle = elementName == "title"
    if isTitle { titles.append("") }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isTitle { titles[titles.count - 1] += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
    qualifiedName qName: String?
  ) {
    isTitle = false
  }
}

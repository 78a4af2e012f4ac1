import Foundation
import Testing

@testable import Maps

@Suite struct PictureTests {
  private static let tile = Tile(
    name: "image", bytes: 1000,
    children: [
      Tile(
        name: "Swift standard library", bytes: 500,
        children: [Tile(name: "String", bytes: 400), Tile(name: "Größe", bytes: 100)]),
      Tile(
        name: "CNucleus", bytes: 400, children: [Tile(name: "nucleus/heap.c", bytes: 400)]),
      Tile(name: "Time", bytes: 99, children: [Tile(name: "Instant", bytes: 99)]),
      Tile(name: "speck", bytes: 1),
      Tile(name: "nothing", bytes: 0),
    ])

  private func lines(_ columns: Int, _ rows: Int, unicode: Bool = true, keepsAll: Bool = false)
    -> [String]
  {
    TextTreemap.lines(
      Self.tile, Screen(columns: columns, rows: rows, isUnicode: unicode), keepsAll: keepsAll
    ) { text, _ in text }
  }

  @Test(arguments: [
    [5.0, 3, 2, 1], [1], [100, 1, 1, 1, 1, 0.001], Array(repeating: 1, count: 50),
  ])
  func rectanglesHaveTheAreasOfTheirWeightsAndFillTheWhole(weights: [Double]) {
    let whole = Rectangle(x: 2, y: 3, width: 40, height: 25)
    let places = Squarify.layout(weights, in: whole)
    let sum = weights.reduce(0, +)
    for (weight, place) in zip(weights, places) {
      #expect(abs(place.area - weight / sum * whole.area) < 1e-6)
      #expect(place.x >= 2 - 1e-9 && place.x + place.width <= 42 + 1e-6)
      #expect(place.y >= 3 - 1e-9 && place.y + place.height <= 28 + 1e-6)
    }
    for (index, left) in places.enumerated() {
      for right in places[(index + 1)...] {
        let width = min(left.x + left.width, right.x + right.width) - max(left.x, right.x)
        let height = min(left.y + left.height, right.y + right.height) - max(left.y, right.y)
        #expect(width < 1e-6 || height < 1e-6, "two rectangles overlap")
      }
    }
  }

  @Test func nothingToDrawDrawsNothing() {
    let flat = Rectangle(x: 0, y: 0, width: 0, height: 10)
    #expect(Squarify.layout([1, 2], in: flat).allSatisfy { $0.area == 0 })
    #expect(Squarify.layout([], in: flat).isEmpty)
  }

  @Test(arguments: [(80, 24), (60, 15), (20, 5), (200, 60), (1, 1)])
  func aTreemapFillsExactlyItsScreen(columns: Int, rows: Int) {
    let lines = lines(columns, rows)
    #expect(lines.count == max(rows, Limits.smallestRows))
    #expect(lines.allSatisfy { $0.count == max(columns, Limits.smallestColumns) })
    #expect(lines[0].hasPrefix("┏") && lines[0].hasSuffix("┓"))
    #expect(lines[lines.count - 1].hasPrefix("┗") && lines[lines.count - 1].hasSuffix("┛"))
  }

  @Test func namesAndShares() {
    let text = lines(80, 20).joined(separator: "\n")
    for word in ["Swift standard library 50.0 %", "CNucleus 40.0 %", "String", "Größe", "400 B"] {
      #expect(text.contains(word), "\(word)\n\(text)")
    }
  }

  @Test func withoutUnicodeItIsASCII() {
    let text = lines(80, 20, unicode: false).joined(separator: "\n")
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(text.contains("+= Swift standard library 50.0 % ="))
    #expect(text.contains("Gr??e"))
  }

  @Test func whatIsTooSmallIsPutTogetherOrMarked() {
    #expect(!lines(60, 15).joined().contains("■"))
    let marked = lines(60, 15, keepsAll: true)
    #expect(marked.prefix(15).joined().contains("■"))
    #expect(marked[15...] == ["1 Time, 99 B", "■ speck, 1 B"])
  }

  @Test func aBoxWithoutRoomForItsNameIsNumbered() {
    let tile = Tile(
      name: "", bytes: 100,
      children: [Tile(name: "large", bytes: 92), Tile(name: "slim", bytes: 8)])
    let screen = Screen(columns: 60, rows: 12, isUnicode: true)
    let lines = TextTreemap.lines(tile, screen, keepsAll: true) { text, _ in text }
    #expect(lines[0].contains("┳1━"))
    #expect(lines[12...] == ["1 slim, 8 B"])
  }

  @Test func stylesNeverChangeTheCharacters() {
    let screen = Screen(columns: 70, rows: 18, isUnicode: true)
    let painted = TextTreemap.lines(Self.tile, screen) { text, style in
      style == .plain ? text : "\u{1B}[1m\(text)\u{1B}[0m"
    }
    let plain = painted.map {
      $0.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "")
    }
    #expect(plain == lines(70, 18))
    #expect(painted != plain)
  }

  @Test(arguments: [
    ("nucleus/heap_slabs.c", 12, "heap_slabs.c"), ("nucleus/heap_slabs.c", 8, "heap_sl…"),
    ("specialized Array.append(_:)", 12, "Array.appen…"), ("ab", 2, "ab"), ("abc", 2, ""),
    ("漢字", 5, "??"), ("", 0, ""),
  ])
  func namesAreCutWhereTheyStillSaySomething(name: String, columns: Int, cut: String) {
    #expect(Label.cut(name, to: columns, isUnicode: true) == cut)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1 000"), (71_894, "71 894"), (1_234_567, "1 234 567"),
  ])
  func numbersAreGrouped(number: Int, text: String) {
    #expect(Figures.grouped(number) == text)
  }

  @Test(arguments: [
    (999, "999 B"), (1049, "1.0 kB"), (1050, "1.1 kB"), (999_949, "999.9 kB"), (999_950, "1.0 MB"),
  ])
  func sizesAreRounded(bytes: Int, text: String) {
    #expect(Figures.short(bytes) == text)
  }

  @Test(arguments: [
    (0.136, "0.14"), (0.05, "0.05"), (9.96, "10.0"), (29.51, "29.5"), (601.7, "602"),
    (1234.0, "1 234"),
  ])
  func timesHaveTheDigitsThatSaySomething(value: Double, text: String) {
    #expect(Figures.times(value) == text)
  }
}

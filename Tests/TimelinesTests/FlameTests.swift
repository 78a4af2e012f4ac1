// The pictures, to the letter.

import Foundation
import Maps
import Testing

@testable import Timelines

struct FlameTests {
  static let boot = Phase(
    "boot", 0, 100_000_000,
    [
      Phase("QEMU starts", 0, 60_000_000), Phase("firmware", 60_000_000, 64_000_000),
      Phase(
        "image", 64_000_000, 74_000_000,
        [
          Phase("entry", 64_000_000, 64_100_000), Phase("nucleus", 64_100_000, 70_000_000),
          Phase("heap", 70_000_000, 74_000_000),
        ]),
      Phase("main", 74_000_000, 84_000_000, [Phase("console", 74_000_000, 84_000_000)]),
      Phase(
        "application", 84_000_000, 92_000_000,
        [
          Phase("to its first output", 84_000_000, 90_000_000),
          Phase("after its first output", 90_000_000, 92_000_000),
        ]),
      Phase("power off", 92_000_000, 100_000_000),
    ])

  static let timeline = Timeline(
    "hello", "virtio, tcg", .nanoseconds, boot, observed: [98_000_000, 100_000_000, 110_000_000],
    unobserved: [97_000_000], notes: ["a note of 3.0 µs."])

  private func chart(_ columns: Int, unicode: Bool = true) -> [String] {
    Self.timeline.flame(Screen(columns: columns, isUnicode: unicode)) { text, _ in text }
      .map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  @Test func eightyColumns() {
    #expect(chart(80) == Self.golden80)
  }

  @Test func sixtyColumnsOfAscii() {
    #expect(chart(60, unicode: false) == Self.golden60)
  }

  @Test(arguments: [1, 20, 33, 60, 80, 200, 1000])
  func aChartIsNeverWiderThanTheScreen(columns: Int) {
    let width = max(columns, Limits.leastColumns)
    #expect(chart(columns).allSatisfy { $0.count <= width })
    #expect(chart(columns, unicode: false).allSatisfy { $0.allSatisfy(\.isASCII) })
  }

  @Test func stylesCarryNothingByThemselves() {
    var painted: Set<String> = []
    let plain = Self.timeline.flame(Screen(columns: 80, isUnicode: true)) { text, _ in text }
    let lines = Self.timeline.flame(Screen(columns: 80, isUnicode: true)) { text, style in
      painted.insert("\(style)")
      return text
    }
    #expect(lines == plain && painted.count > 1)
  }

  @Test func theTableAddsUp() {
    let screen = Screen(columns: 80, isUnicode: true)
    #expect(Self.timeline.table(screen) == Self.goldenTable)
    #expect(
      Self.timeline.headline(screen)
        == "hello (virtio, tcg): 100.0 ms, the median of 3 boots (98.0 ms to 110.0 ms)")
    #expect(
      Self.timeline.remarks(Screen(columns: 80, isUnicode: false)) == ["Note: a note of 3.0 us."])
  }

  @Test func aPartIsATimelineAndAnUnknownOneIsRefused() throws {
    let part = try Self.timeline.part("IMAGE")
    #expect(part.boot.length == 10_000_000)
    #expect(throws: TimelineFault.self) { try Self.timeline.part("nothing") }
  }

  @Test func jsonHasEveryPhase() throws {
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(Self.timeline.json.utf8)) as? [String: Any])
    #expect(object["format"] as? Int == 1 && object["unit"] as? String == "nanoseconds")
    let boot = try #require(object["boot"] as? [String: Any])
    #expect(boot["length"] as? Int == 100_000_000)
    #expect((boot["phases"] as? [[String: Any]])?.count == 6)
  }

  @Test func theSvgNamesEveryPhaseAndLeavesNothingOpen() {
    var hostile = Self.boot
    hostile = Phase("boot", 0, hostile.end, [Phase("<&\">", 0, hostile.end, hostile.children)])
    let svg = Timeline("a<b", "unix", .nanoseconds, hostile).svg
    #expect(svg.contains("&lt;&amp;&quot;&gt;") && svg.contains("a&lt;b"))
    for word in ["g", "title", "text"] {
      let opened = svg.ranges(of: "<\(word)>").count + svg.ranges(of: "<\(word) ").count
      #expect(opened == svg.ranges(of: "</\(word)>").count && opened > 0)
    }
    for name in ["QEMU starts", "heap", "console", "power off"] {
      #expect(svg.contains("<title>\(name)\n"))
    }
  }
}

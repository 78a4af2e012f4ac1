import Testing

@testable import Machines

@Suite struct ConsoleLogTests {
  static let text = Array("one\r\n\ntwo é\nlast".utf8)

  @Test(arguments: 1...text.count)
  func everyChunkingGivesTheSameLines(size: Int) {
    var log = ConsoleLog()
    for start in stride(from: 0, to: Self.text.count, by: size) {
      log.append(Array(Self.text[start..<min(start + size, Self.text.count)]), at: .seconds(start))
    }
    log.finish()
    #expect(log.lines.map(\.text) == ["one", "", "two é", "last"])
  }

  @Test func lineHasTheTimeOfItsFirstByte() {
    var log = ConsoleLog()
    log.append(Array("a".utf8), at: .seconds(1))
    log.append(Array("b\nc".utf8), at: .seconds(2))
    log.append(Array("\n".utf8), at: .seconds(3))
    log.finish()
    #expect(log.lines.map(\.at) == [.seconds(1), .seconds(2)])
  }

  @Test func invalidBytesAreRepaired() {
    var log = ConsoleLog()
    log.append([0xff, 0x61, 0x0a], at: .zero)
    #expect(log.lines.map(\.text) == ["\u{fffd}a"])
  }
}

import Arguments
import Logging
import Platform
import PlatformHost
import Testing
import Time

/// Lines as they reach the console. One after the other: there is one set of sources.
@Suite(.serialized) struct LogTests {
  /// What `body` writes to the console at a time set by hand, and in how many writes.
  private func written(
    at time: Int64 = 1_782_743_498_000_000_000, _ body: () -> Void
  ) -> (text: String, writes: Int) {
    platform_host_set_wall_time(time)
    platform_host_console_capture(true)
    body()
    let writes = platform_host_console_writes()
    var bytes = [UInt8](repeating: 0, count: 64 * 1024)
    let count = platform_host_console_take(&bytes, bytes.count)
    platform_host_console_capture(false)
    return (String(decoding: bytes.prefix(count), as: UTF8.self), writes)
  }

  private let net = Log("net")

  init() throws { Log.configure(try #require(LogThresholds("*:debug"))) }

  @Test func aLineIsAsInMirageOS() {
    let peer = "10.0.0.1"
    let seen = written { net.info("link up", ["peer": .text(peer), "port": 80]) }
    #expect(seen.text == "2026-06-29T14:31:38Z INF [net] link up peer=10.0.0.1 port=80\n")
    #expect(seen.writes == 1)
  }

  @Test func everyLevelHasItsTag() {
    let seen = written {
      net.error("a")
      net.warning("b")
      net.info("c")
      net.debug("d")
    }
    let tags = seen.text.split(separator: "\n").map { $0.dropFirst(21).prefix(3) }
    #expect(tags == ["ERR", "WRN", "INF", "DBG"])
    #expect(seen.writes == 4)
  }

  @Test func withoutADateItIsTheTimeSinceTheStart() {
    platform_host_set_time(12_345_678_901)
    #expect(written(at: .min) { net.info("x") }.text == "+12.345s INF [net] x\n")
    platform_host_set_time(7_000_000)
    #expect(written(at: .min) { net.info("x") }.text == "+0.007s INF [net] x\n")
  }

  @Test(
    arguments: [
      (.text("plain"), "plain"), (.text(""), "\"\""), (.text("two words"), "\"two words\""),
      (.text("a=b"), "\"a=b\""), (.text("say \"hi\""), "\"say \\\"hi\\\"\""),
      (.text("back\\slash"), "\"back\\\\slash\""), (.text("é"), "\"é\""),
      (.text("日本🙂"), "\"日本🙂\""), (.text("x\ny"), "\"x\\ny\""), (.integer(.min), "\(Int.min)"),
      (.integer(0), "0"), (.hexadecimal(0), "0x0"), (.hexadecimal(.max), "0xffffffffffffffff"),
      (.boolean(true), "true"), (false, "false"), (-7, "-7"), ("\(1 + 1) eggs", "\"2 eggs\""),
      (.duration(.seconds(90)), "90s"), (.duration(.milliseconds(1500)), "1500ms"),
      (.duration(.microseconds(-3)), "-3us"), (.duration(.nanoseconds(1_000_001)), "1000001ns"),
      (.duration(.nanoseconds(.min)), "-9223372036854775808ns"), (.duration(.zero), "0s"),
    ] as [(LogValue, String)])
  func valuesAreShown(value: LogValue, text: String) {
    #expect(written { net.info("v", ["k": value]) }.text.hasSuffix("[net] v k=\(text)\n"))
  }

  /// Nothing that arrives from outside makes a second line, moves the cursor, or turns text around.
  @Test func whatATerminalWouldObeyIsWrittenOut() throws {
    let hostile = [
      "\n2026-06-29T14:31:38Z INF [net] forged", "\r", "\u{1b}[2J", "\u{0}", "\u{7f}", "\u{9b}31m",
      "\u{85}", "\u{2028}", "\u{2029}", "\u{202e}", "\u{2066}", "\u{2069}", "\t", "\u{8}",
    ]
    for text in hostile {
      let seen = written { net.warning(text, ["k": .text(text)]) }.text
      #expect(seen.utf8.filter { $0 == 0x0a }.count == 1 && seen.hasSuffix("\n"))
      for scalar in seen.unicodeScalars.dropLast() {
        let category = scalar.properties.generalCategory
        #expect(category != .control && category != .format, "\(text.debugDescription)")
        #expect(category != .lineSeparator && category != .paragraphSeparator)
      }
    }
    #expect(
      written { net.info("\u{1b}[2J\n\u{9b}\u{2028}") }.text.hasSuffix(
        #"\u{1b}[2J\n\u{9b}\u{2028}"# + "\n"))
  }

  @Test func neighboursOfWhatIsEscapedAreNot() {
    let harmless = " ~\u{a0}\u{2027}\u{202f}\u{2065}\u{206a}\u{10ffff}"
    #expect(written { net.info(harmless) }.text.hasSuffix("[net] \(harmless)\n"))
  }

  @Test(arguments: ["x", "é", "日", "🙂", "\n", "\"", "\u{2028}"])
  func aLongLineIsCutBetweenCharacters(piece: String) {
    for padding in 0..<8 {
      let long = String(repeating: "p", count: padding) + String(repeating: piece, count: 2000)
      for seen in [
        written { net.info(long) }, written { net.info("m", ["k": .text(long), "l": 1]) },
      ] {
        #expect(seen.text.utf8.count <= LogLimits.line)
        #expect(seen.text.utf8.count > LogLimits.line - 16)
        #expect(seen.text.hasSuffix("…\n"))
        #expect(!seen.text.contains("\u{fffd}"))
        #expect(seen.writes == 1)
      }
    }
  }

  @Test func aLineThatJustFitsIsWhole() {
    let head = "2026-06-29T14:31:38Z INF [net] ".utf8.count
    let fits = String(repeating: "x", count: LogLimits.line - 4 - head)
    #expect(written { net.info(fits) }.text.hasSuffix("x\n"))
    #expect(written { net.info(fits + "x") }.text.hasSuffix("x…\n"))
  }

  @Test func whatIsNotShownIsNotEvaluated() {
    func never() -> String {
      Issue.record("evaluated")
      return ""
    }
    Log.setLevel(.warning, for: "net")
    let seen = written {
      net.info(never(), ["k": .text(never())])
      net.debug("\(never())")
      net.warning("shown")
    }
    #expect(seen.writes == 1)
    Log.setLevel(nil, for: "net")
    #expect(written { net.error(never()) }.writes == 0)
  }

  @Test func aMessageMayLogWhileItIsMade() {
    func inner() -> String {
      net.info("inner")
      return "outer"
    }
    let lines = written { net.info(inner()) }.text.split(separator: "\n").map { $0.dropFirst(31) }
    #expect(lines == ["inner", "outer"])
  }
}

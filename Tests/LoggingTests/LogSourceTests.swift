import Arguments
import Logging
import PlatformHost
import Testing

extension LogTests {
  @Test func thresholdsHoldForSourcesOfNowAndLater() throws {
    let early = Log("early-1")
    Log.configure(try #require(LogThresholds("warning,early-1:debug,late-1:error,gone-1:quiet")))
    #expect(early.level == .debug)
    #expect(Log("late-1").level == .error)
    #expect(Log("other-1").level == .warning)
    #expect(Log("gone-1").level == nil)
  }

  @Test func aLevelIsChangedAtRunTime() throws {
    let known = Log("known-2")
    Log.configure(try #require(LogThresholds("info")))
    Log.setLevel(.debug, for: "known-2")
    Log.setLevel(.error, for: "unborn-2")
    Log.setLevel(.warning, for: "unborn-2")
    #expect(known.level == .debug && Log("unborn-2").level == .warning)
    Log.setLevel(.error)
    #expect(known.level == .error && Log("new-2").level == .error)
    // A configuration starts over.
    Log.configure(try #require(LogThresholds("info")))
    #expect(known.level == .info && Log("unborn-2").level == .info && Log("newer-2").level == .info)
  }

  @Test func twoOfOneNameAreOneSource() {
    let (one, other) = (Log("twin-3"), Log("twin-3"))
    Log.setLevel(nil, for: "twin-3")
    #expect(one.level == nil && other.level == nil)
    #expect(Log.sources.filter { $0.name == "twin-3" }.count == 1)
    #expect(Log("twin-").level != nil)
  }

  @Test func sourcesAreListedInTheOrderOfTheirMaking() {
    _ = Log("first-4")
    _ = Log("second-4")
    Log.setLevel(.error, for: "second-4")
    let listed = Log.sources.filter { $0.name.hasSuffix("-4") }
    #expect(listed.map(\.name) == ["first-4", "second-4"])
    #expect(listed.last?.level == .error)
  }

  @Test func theHistoryKeepsTheLastWholeLines() throws {
    platform_host_console_capture(true)
    defer { platform_host_console_capture(false) }
    platform_host_set_wall_time(0)
    let log = Log("history-5")
    Log.configure(try #require(LogThresholds("info")))
    for number in 1...1000 {
      log.info("line", ["number": .integer(number)])
      log.debug("not shown")
    }
    let lines = Log.recent
    // A line has 50 bytes or so.
    #expect(lines.count > LogLimits.history / 60 && lines.count < LogLimits.history / 40)
    for (offset, line) in lines.enumerated() {
      let number = 1000 - lines.count + 1 + offset
      #expect(line == "1970-01-01T00:00:00Z INF [history-5] line number=\(number)")
    }
  }
}

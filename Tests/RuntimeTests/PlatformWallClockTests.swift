import PlatformHost
import Runtime
import Testing
import Time

@Suite struct PlatformWallClockTests {
  @Test func tellsThePlatformsTime() throws {
    platform_host_set_wall_time(1_782_743_498_250_000_000)
    let clock = try PlatformWallClock()
    #expect(clock.now.rfc3339(fractionDigits: 2) == "2026-06-29T14:31:38.25Z")
    platform_host_set_wall_time(-1)
    #expect(clock.now == WallTime(seconds: -1, nanosecond: 999_999_999))
  }

  @Test func aMachineWithoutOneIsRefused() {
    platform_host_set_wall_time(.min)
    #expect(throws: WallClockMissing()) { try PlatformWallClock() }
    #expect(WallClockMissing().description.contains("rtc=on"))
  }
}

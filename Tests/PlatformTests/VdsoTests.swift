import Glibc
import PlatformParts
import Testing

/// The clock that Linux maps into every process.
@Suite struct VdsoTests {
  private static let header = getauxval(UInt(AT_SYSINFO_EHDR))

  @Test(.enabled(if: header != 0, "this kernel maps no vDSO"))
  func findsTheClockAndItTellsTheTime() throws {
    let address = try #require(unix_vdso_function(UInt(Self.header), "__vdso_clock_gettime"))
    typealias Clock = @convention(c) (Int32, UnsafeMutablePointer<timespec>) -> Int32
    let clock = unsafeBitCast(address, to: Clock.self)
    var (before, seen, after) = (timespec(), timespec(), timespec())
    clock_gettime(CLOCK_MONOTONIC, &before)
    #expect(clock(Int32(CLOCK_MONOTONIC), &seen) == 0)
    clock_gettime(CLOCK_MONOTONIC, &after)
    #expect(nanoseconds(before) <= nanoseconds(seen))
    #expect(nanoseconds(seen) <= nanoseconds(after))
  }

  @Test(arguments: ["", "__vdso_clock", "__vdso_clock_gettime2", "open"])
  func findsNothingElse(name: String) {
    #expect(unix_vdso_function(UInt(Self.header), name) == nil)
    #expect(unix_vdso_function(0, name) == nil)
  }

  private func nanoseconds(_ time: timespec) -> Int { time.tv_sec * 1_000_000_000 + time.tv_nsec }
}

//
// ClockTests.swift - clock.c on a clock that the tests move.
//
import CNucleus
import Platform
import PlatformHost
import Testing

extension SharedState {
  @Suite struct ClockTests {
    private func errno() -> Int32 { nucleus___errno_location().pointee }

    @Test(arguments: [0, 1, 4, 7] as [Int32]) func everyClockIsTheMonotonicOne(clock: Int32) {
      platform_host_set_time(5_000_000_007)
      var time = nucleus_timespec()
      #expect(nucleus_clock_gettime(clock, &time) == 0)
      #expect(time.tv_sec == 5 && time.tv_nsec == 7)
      var resolution = nucleus_timespec(tv_sec: 9, tv_nsec: 9)
      #expect(nucleus_clock_getres(clock, &resolution) == 0)
      #expect(resolution.tv_sec == 0 && resolution.tv_nsec == 1)
      #expect(nucleus_clock_getres(clock, nil) == 0)
    }

    @Test(arguments: [-1, 2, 3, 5, 8] as [Int32]) func otherClocksAreInvalid(clock: Int32) {
      var time = nucleus_timespec(tv_sec: 9, tv_nsec: 9)
      nucleus___errno_location().pointee = 0
      #expect(nucleus_clock_gettime(clock, &time) == -1)
      #expect(errno() == 22 && time.tv_sec == 9)
      nucleus___errno_location().pointee = 0
      #expect(nucleus_clock_getres(clock, &time) == -1)
      #expect(errno() == 22 && time.tv_sec == 9)
    }

    @Test func nanosleepWaitsThroughEarlyWakes() {
      platform_host_set_time(100)
      platform_host_wake_early(3)
      var duration = nucleus_timespec(tv_sec: 2, tv_nsec: 5)
      #expect(nucleus_nanosleep(&duration, nil) == 0)
      #expect(platform_clock_monotonic() == 2_000_000_105)
      #expect(platform_host_waits() == 4)
    }

    @Test func nanosleepOfNothingDoesNotWait() {
      platform_host_set_time(100)
      var duration = nucleus_timespec(tv_sec: 0, tv_nsec: 0)
      #expect(nucleus_nanosleep(&duration, nil) == 0)
      #expect(platform_host_waits() == 0)
    }

    @Test(arguments: [(-1, 0), (0, -1), (0, 1_000_000_000)] as [(Int64, Int64)])
    func nanosleepRefusesWhatIsNoDuration(seconds: Int64, nanoseconds: Int64) {
      platform_host_set_time(100)
      nucleus___errno_location().pointee = 0
      var duration = nucleus_timespec(tv_sec: seconds, tv_nsec: nanoseconds)
      #expect(nucleus_nanosleep(&duration, nil) == -1)
      #expect(errno() == 22)
      #expect(platform_clock_monotonic() == 100)
    }
  }
}

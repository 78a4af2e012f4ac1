//
// clock.c - clock_gettime, clock_getres, nanosleep (POSIX) over the platform's monotonic clock.
//
#include "CNucleus.h"

#include <platform.h>

static const int64_t nanoseconds_per_second = 1000000000;

static bool is_clock(int clock) {
  return clock == NUCLEUS_CLOCK_REALTIME || clock == NUCLEUS_CLOCK_MONOTONIC ||
         clock == NUCLEUS_CLOCK_MONOTONIC_RAW || clock == NUCLEUS_CLOCK_BOOTTIME;
}

static int invalid(void) {
  *NUCLEUS(__errno_location)() = NUCLEUS_EINVAL;
  return -1;
}

int NUCLEUS(clock_gettime)(int clock, struct nucleus_timespec *time) {
  if (!is_clock(clock)) return invalid();
  const uint64_t now = platform_clock_monotonic();
  time->tv_sec = (int64_t)(now / (uint64_t)nanoseconds_per_second);
  time->tv_nsec = (int64_t)(now % (uint64_t)nanoseconds_per_second);
  return 0;
}

int NUCLEUS(clock_getres)(int clock, struct nucleus_timespec *resolution) {
  if (!is_clock(clock)) return invalid();
  if (resolution != NULL) *resolution = (struct nucleus_timespec){.tv_sec = 0, .tv_nsec = 1};
  return 0;
}

/// The instant `duration` after now; the far end of time when that cannot be counted.
static uint64_t deadline_after(const struct nucleus_timespec *duration) {
  const uint64_t seconds = (uint64_t)duration->tv_sec;
  uint64_t deadline;
  if (__builtin_mul_overflow(seconds, (uint64_t)nanoseconds_per_second, &deadline) ||
      __builtin_add_overflow(deadline, (uint64_t)duration->tv_nsec, &deadline) ||
      __builtin_add_overflow(deadline, platform_clock_monotonic(), &deadline)) {
    return PLATFORM_WAIT_FOREVER;
  }
  return deadline;
}

int NUCLEUS(nanosleep)(const struct nucleus_timespec *duration,
                       struct nucleus_timespec *remaining) {
  (void)remaining;
  if (duration->tv_sec < 0 || duration->tv_nsec < 0) return invalid();
  if (duration->tv_nsec >= nanoseconds_per_second) return invalid();
  const uint64_t deadline = deadline_after(duration);
  while (platform_clock_monotonic() < deadline) platform_wait(deadline);
  return 0;
}

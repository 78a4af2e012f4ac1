//
// clock.h - nanoseconds out of a time-stamp counter of unknown rate.
//
// The processor's time-stamp counter is cheap to read, but its rate is not told to a guest by every
// hypervisor. The local APIC timer's rate is known but reading it costs an exit. So the counter is
// the clock, and now and then a pair of (nanoseconds of the timer, counts of the counter) over the
// same interval corrects its rate. An interval counts only if it is at least as long as the one the
// present rate rests on: the error of a pair is that of reading two registers, so a longer interval
// is a better one.
//
// Pure: the caller brings readings and samples. Tested on the host.
//
#ifndef MIRADOR_CLOCK_H
#define MIRADOR_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct counter_clock {
  /// The instant, in nanoseconds, at which the counter read `base_count`.
  uint64_t base_time, base_count;
  /// Nanoseconds per count, times 2^32. Zero: not known yet.
  uint64_t rate;
  /// Counts of the interval that `rate` was taken from.
  uint64_t confidence;
};

/// Counts after which a longer interval is no better than this one.
#define CLOCK_CONFIDENCE_LIMIT (UINT64_C(1) << 33)

static inline uint64_t clock_scale(uint64_t counts, uint64_t rate) {
  return (uint64_t)((unsigned __int128)counts * rate >> 32);
}

/// The instant at which the counter reads `count`, in nanoseconds. A count before the base gives the
/// base, so that the clock never goes back.
static inline uint64_t clock_read(const struct counter_clock *clock, uint64_t count) {
  if (count <= clock->base_count) return clock->base_time;
  return clock->base_time + clock_scale(count - clock->base_count, clock->rate);
}

/// Tells the clock that `nanoseconds` passed while the counter went on by `counts`, up to `count`.
/// The instant that `count` stands for stays what it was; the rate holds from there on.
static inline void clock_sample(
    struct counter_clock *clock, uint64_t count, uint64_t nanoseconds, uint64_t counts) {
  if (counts == 0 || nanoseconds == 0 || counts < clock->confidence) return;
  clock->base_time = clock_read(clock, count);
  if (count > clock->base_count) clock->base_count = count;
  clock->rate = (uint64_t)((double)nanoseconds / (double)counts * 4294967296.0);
  clock->confidence = counts < CLOCK_CONFIDENCE_LIMIT ? counts : CLOCK_CONFIDENCE_LIMIT;
}

/// The same for a timer that starts again every `period` nanoseconds and is `into` nanoseconds into
/// one of its periods. How many periods went before follows from the present rate, which is good to
/// far less than half of one; without a rate it is none.
static inline void clock_sample_periodic(
    struct counter_clock *clock, uint64_t count, uint64_t into, uint64_t period, uint64_t counts) {
  uint64_t about = clock_scale(counts, clock->rate);
  uint64_t periods = about > into ? (about - into + period / 2) / period : 0;
  clock_sample(clock, count, into + periods * period, counts);
}

/// True when an interval of `counts` would give a much better rate than the present one.
static inline bool clock_wants_sample(const struct counter_clock *clock, uint64_t counts) {
  return clock->confidence < CLOCK_CONFIDENCE_LIMIT / 8 && counts >= clock->confidence * 2;
}

#endif

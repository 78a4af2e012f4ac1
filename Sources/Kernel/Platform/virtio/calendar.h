//
// calendar.h - the wall clock out of a battery-backed real-time clock (Motorola MC146818 and its heirs).
//
//   calendar_read      the registers, read so that no update fell in between
//   calendar_seconds   what they mean: seconds since 1970
//   wall_correct       the monotonic clock and an offset, kept in step with the seconds seen
//   wall_read          the time
//
// The registers tell whole seconds and each costs a call into the nucleus, so they are read once, then
// once a minute at most. A reading says that the time lies within one second; the offset is moved into
// it, and no further than that. So a drift or a host that slept is made good with the next reading.
//
// Pure: the caller brings the registers and the instants. Tested on the host.
//
#ifndef MIRADOR_CALENDAR_H
#define MIRADOR_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// No date.
#define CALENDAR_UNKNOWN INT64_MIN

enum calendar_register {
  CALENDAR_SECOND = 0x00,
  CALENDAR_MINUTE = 0x02,
  CALENDAR_HOUR = 0x04,
  CALENDAR_DAY = 0x07,
  CALENDAR_MONTH = 0x08,
  CALENDAR_YEAR = 0x09,
  CALENDAR_STATUS_A = 0x0a,
  CALENDAR_STATUS_B = 0x0b,
  CALENDAR_STATUS_D = 0x0d,
  /// Where PCs keep the century (the PS/2 kept it at 0x37); always binary-coded decimal on some.
  CALENDAR_CENTURY = 0x32,
};

enum {
  /// Status A: the registers change within 244 us.
  CALENDAR_UPDATING = 0x80,
  /// Status B: numbers are binary, else binary-coded decimal; hours are 0...23, else 1...12 with a mark.
  CALENDAR_BINARY = 0x04,
  CALENDAR_24_HOURS = 0x02,
  CALENDAR_AFTERNOON = 0x80,
  /// Status D: the battery has kept the time. Its other bits are zero in every such chip.
  CALENDAR_VALID = 0x80,
  CALENDAR_ABSENT = 0xff,
  /// An update takes 2 ms, a try far less than this many parts of it.
  CALENDAR_TRIES = 10000,
};

/// The registers as they are.
struct calendar {
  uint8_t second, minute, hour, day, month, year, century, status_b;
};

typedef uint8_t (*calendar_reader)(uint8_t index, void *context);

static inline struct calendar calendar_snapshot(calendar_reader read, void *context) {
  return (struct calendar){
      .second = read(CALENDAR_SECOND, context), .minute = read(CALENDAR_MINUTE, context),
      .hour = read(CALENDAR_HOUR, context), .day = read(CALENDAR_DAY, context),
      .month = read(CALENDAR_MONTH, context), .year = read(CALENDAR_YEAR, context),
      .century = read(CALENDAR_CENTURY, context), .status_b = read(CALENDAR_STATUS_B, context),
  };
}

static inline bool calendar_is_equal(const struct calendar *left, const struct calendar *right) {
  return left->second == right->second && left->minute == right->minute && left->hour == right->hour
         && left->day == right->day && left->month == right->month && left->year == right->year
         && left->century == right->century && left->status_b == right->status_b;
}

/// Reads the registers by `read(index, context)`; twice, as the 244 us before an update may be too
/// short for us. False when there is no such clock, its battery is dead, or it never comes to rest.
static inline bool calendar_read(struct calendar *calendar, calendar_reader read, void *context) {
  const uint8_t status = read(CALENDAR_STATUS_D, context);
  if (status == CALENDAR_ABSENT || !(status & CALENDAR_VALID)) return false;
  for (int attempt = 0; attempt < CALENDAR_TRIES; attempt++) {
    if (read(CALENDAR_STATUS_A, context) & CALENDAR_UPDATING) continue;
    *calendar = calendar_snapshot(read, context);
    const struct calendar again = calendar_snapshot(read, context);
    if (calendar_is_equal(calendar, &again)) return true;
  }
  return false;
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, years from 0 on. The year is made to begin
/// in March, so that the leap day comes last; 153 days are five months from then on, over and over.
static inline int64_t calendar_days(int64_t year, int month, int day) {
  const int64_t shifted = month > 2 ? year : year - 1;
  const int since_march = month > 2 ? month - 3 : month + 9;
  // From the year 0 on, where 1970-01-01 is day 719468; a year -1 happens for January of year 0.
  const int64_t era = shifted >= 0 ? shifted / 400 : -1;
  const int64_t of_era = shifted - era * 400;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * since_march + 2) / 5 + day
         - 1 - 719468;
}

/// A register's number; -1 for one that is no binary-coded decimal where it should be.
static inline int calendar_number(uint8_t value, bool binary) {
  if (binary) return value;
  return (value & 15) > 9 || value >> 4 > 9 ? -1 : (value >> 4) * 10 + (value & 15);
}

static inline int calendar_hour(const struct calendar *calendar, bool binary) {
  if (calendar->status_b & CALENDAR_24_HOURS) return calendar_number(calendar->hour, binary);
  const int hour = calendar_number(calendar->hour & ~CALENDAR_AFTERNOON, binary);
  if (hour < 1 || hour > 12) return -1;
  return hour % 12 + (calendar->hour & CALENDAR_AFTERNOON ? 12 : 0);
}

/// The full year. Without a century that makes sense it is one from 1970 to 2069.
static inline int calendar_year(const struct calendar *calendar, bool binary) {
  const int year = calendar_number(calendar->year, binary);
  if (year < 0 || year > 99) return -1;
  const int century = calendar_number(calendar->century, binary);
  if (century >= 19 && century <= 99) return century * 100 + year;
  return year < 70 ? 2000 + year : 1900 + year;
}

/// Seconds since 1970-01-01T00:00:00Z; CALENDAR_UNKNOWN when the registers are no date.
static inline int64_t calendar_seconds(const struct calendar *calendar) {
  static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool binary = calendar->status_b & CALENDAR_BINARY;
  const int second = calendar_number(calendar->second, binary);
  const int minute = calendar_number(calendar->minute, binary);
  const int hour = calendar_hour(calendar, binary);
  const int day = calendar_number(calendar->day, binary);
  const int month = calendar_number(calendar->month, binary);
  const int year = calendar_year(calendar, binary);
  if (second < 0 || second > 59 || minute < 0 || minute > 59 || hour < 0 || hour > 23
      || month < 1 || month > 12 || year < 0) {
    return CALENDAR_UNKNOWN;
  }
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (day < 1 || day > days[month - 1] + (month == 2 && leap)) return CALENDAR_UNKNOWN;
  return calendar_days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
}

// -- The wall clock --------------------------------------------------------------------------------

#define WALL_SECOND INT64_C(1000000000)
/// Nanoseconds of the monotonic clock after which the registers are read again.
#define WALL_READING_PERIOD (60 * (uint64_t)WALL_SECOND)

struct wall_clock {
  /// Whether the registers were read, and when last; whether a date has been seen.
  bool was_read, is_known;
  uint64_t read_at;
  /// Wall time less monotonic time, in nanoseconds.
  int64_t offset;
};

static inline bool wall_wants_reading(const struct wall_clock *wall, uint64_t now) {
  return !wall->was_read || now - wall->read_at >= WALL_READING_PERIOD;
}

/// Tells the clock that at `now` the calendar showed `seconds`, or CALENDAR_UNKNOWN, which changes
/// nothing. The first reading is taken for the middle of its second.
static inline void wall_correct(struct wall_clock *wall, uint64_t now, int64_t seconds) {
  wall->was_read = true;
  wall->read_at = now;
  // Further away than 64 bits of nanoseconds reach.
  if (seconds < 0 || seconds >= INT64_MAX / WALL_SECOND) return;
  const int64_t least = seconds * WALL_SECOND - (int64_t)now;
  const int64_t most = least + WALL_SECOND - 1;
  if (!wall->is_known) {
    wall->offset = least + WALL_SECOND / 2;
  } else if (wall->offset < least) {
    wall->offset = least;
  } else if (wall->offset > most) {
    wall->offset = most;
  }
  wall->is_known = true;
}

/// The time in nanoseconds since 1970, CALENDAR_UNKNOWN when no date was seen.
static inline int64_t wall_read(const struct wall_clock *wall, uint64_t now) {
  return wall->is_known ? wall->offset + (int64_t)now : CALENDAR_UNKNOWN;
}

#endif

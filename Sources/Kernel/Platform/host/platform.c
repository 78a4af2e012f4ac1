//
// host/platform.c - platform.h for tests on the host, with the controls of platform_host.h.
//
// The state is per thread. Unlike its siblings this folder may use the host's C library.
//
#include <platform.h>
#include <platform_host.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local struct {
  uint64_t now;
  size_t waits;
  size_t early;
} host_clock;

static _Thread_local int64_t wall_time = PLATFORM_CLOCK_UNKNOWN;

static _Thread_local struct {
  bool on;
  char *bytes;
  size_t count;
  size_t writes;
} capture;

static _Thread_local uint64_t seed_state;

static _Thread_local struct {
  bool expected;
  jmp_buf out;
  struct platform_host_end end;
} ending;

enum { CAPTURE_LIMIT = 64 * 1024 };

struct platform_log_history platform_log_history;

static _Thread_local struct platform_start_info information;

const struct platform_start_info *platform_information(void) { return &information; }

void platform_host_set_heap(const void *start, size_t size) {
  information.heap_start = (uintptr_t)start;
  information.heap_size = size;
}

const char *mirador_libraries(void) {
  return "Tests 1\n";
}

// -- Console --------------------------------------------------------------------------------------

void platform_console_write(const void *bytes, size_t size) {
  if (!capture.on) {
    fwrite(bytes, 1, size, stdout);
    fflush(stdout);
    return;
  }
  const size_t room = CAPTURE_LIMIT - capture.count;
  const size_t kept = size < room ? size : room;
  memcpy(capture.bytes + capture.count, bytes, kept);
  capture.count += kept;
  capture.writes++;
}

void platform_host_console_capture(bool on) {
  free(capture.bytes);
  capture.bytes = on ? malloc(CAPTURE_LIMIT) : NULL;
  if (on && capture.bytes == NULL) abort();
  capture.on = on;
  capture.count = capture.writes = 0;
}

size_t platform_host_console_take(void *buffer, size_t capacity) {
  const size_t count = capture.count;
  if (count > 0) memcpy(buffer, capture.bytes, count < capacity ? count : capacity);
  capture.count = capture.writes = 0;
  return count;
}

size_t platform_host_console_writes(void) { return capture.writes; }

// -- Time -----------------------------------------------------------------------------------------

void platform_host_set_time(uint64_t nanoseconds) {
  host_clock.now = nanoseconds;
  host_clock.waits = 0;
}

size_t platform_host_waits(void) { return host_clock.waits; }

void platform_host_wake_early(size_t count) { host_clock.early = count; }

uint64_t platform_clock_monotonic(void) { return host_clock.now; }

void platform_host_set_wall_time(int64_t nanoseconds) { wall_time = nanoseconds; }

int64_t platform_clock_wall(void) { return wall_time; }

void platform_wait(uint64_t deadline) {
  host_clock.waits++;
  if (deadline <= host_clock.now) return;
  if (host_clock.early > 0) {
    host_clock.early--;
    host_clock.now++;
    return;
  }
  if (deadline == PLATFORM_WAIT_FOREVER) platform_panic("waiting for ever without a device");
  host_clock.now = deadline;
}

// -- Randomness -----------------------------------------------------------------------------------

void platform_host_set_seed(uint64_t seed) { seed_state = seed; }

/// SplitMix64.
static uint64_t next_random(void) {
  uint64_t z = seed_state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

void platform_seed(void *bytes, size_t size) {
  for (size_t done = 0; done < size; done += 8) {
    const uint64_t word = next_random();
    memcpy((char *)bytes + done, &word, size - done < 8 ? size - done : 8);
  }
}

// -- The end --------------------------------------------------------------------------------------

struct platform_host_end platform_host_expect_end(void (*body)(void *context), void *context) {
  ending.end = (struct platform_host_end){.kind = PLATFORM_HOST_RETURNED};
  ending.expected = true;
  if (setjmp(ending.out) == 0) body(context);
  ending.expected = false;
  return ending.end;
}

_Noreturn static void end(enum platform_host_end_kind kind, int status, const char *message) {
  if (!ending.expected) {
    fprintf(stderr, "%s %d %s\n", kind == PLATFORM_HOST_EXITED ? "EXIT" : "PANIC", status, message);
    abort();
  }
  ending.end.kind = kind;
  ending.end.status = status & 0xff;
  snprintf(ending.end.message, sizeof ending.end.message, "%s", message);
  longjmp(ending.out, 1);
}

_Noreturn void platform_exit(int status) { end(PLATFORM_HOST_EXITED, status, ""); }

_Noreturn void platform_panic(const char *message) {
  end(PLATFORM_HOST_PANICKED, PLATFORM_EXIT_PANIC, message);
}

//
// platform_host.h - the controls of the test platform (host/platform.c); host builds only.
//
// On the host platform.h is implemented for tests: the clock moves only when told, the console can
// be captured, randomness repeats, and an end of the unikernel can be caught.
//
// All of it belongs to the calling thread, so suites run in parallel without meeting. A test that
// uses it must therefore not hop threads (no `await` between setting a thing up and looking at it).
//
#ifndef MIRADOR_PLATFORM_HOST_H
#define MIRADOR_PLATFORM_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// -- Clock ----------------------------------------------------------------------------------------

/// Sets platform_clock_monotonic, in nanoseconds; it starts at 0. platform_wait moves it to the
/// deadline (waiting for ever is a panic: there is no device that could end it).
void platform_host_set_time(uint64_t nanoseconds);

/// Sets platform_clock_wall, in nanoseconds since 1970 (UTC); it starts as PLATFORM_CLOCK_UNKNOWN and
/// stands still.
void platform_host_set_wall_time(int64_t nanoseconds);

/// How often platform_wait was called since platform_host_set_time.
size_t platform_host_waits(void);

/// Lets the next `count` calls of platform_wait return early, a nanosecond after they began.
void platform_host_wake_early(size_t count);

// -- Console --------------------------------------------------------------------------------------

/// Starts (empty) or ends capturing; without it the console is standard output.
void platform_host_console_capture(bool on);

/// Moves up to `capacity` captured bytes into `buffer`, forgets the rest and the number of writes,
/// and returns how many bytes had been captured (at most 64 KiB are kept).
size_t platform_host_console_take(void *buffer, size_t capacity);

/// How many calls of platform_console_write were captured since the last take.
size_t platform_host_console_writes(void);

// -- Memory ---------------------------------------------------------------------------------------

/// Sets what platform_information says of the heap; nothing else of it is ever set.
void platform_host_set_heap(const void *start, size_t size);

// -- Randomness -----------------------------------------------------------------------------------

/// Restarts platform_seed's sequence; it starts from 0.
void platform_host_set_seed(uint64_t seed);

// -- Devices --------------------------------------------------------------------------------------

/// Lets platform_attention tell of a source, once.
void platform_host_raise(uint32_t source);

/// A virtual machine's slots: what a register reads as, what writing one does. Either may be NULL.
struct platform_host_machine {
  void *context;
  uint32_t (*read)(void *context, uint32_t slot, uint32_t offset);
  void (*write)(void *context, uint32_t slot, uint32_t offset, uint32_t value);
};

/// From now on the slots are these; all zeroes: there is nothing in any.
void platform_host_set_machine(struct platform_host_machine machine);

/// Lets the process have inherited an open descriptor under a name (63 bytes at most), which becomes
/// non-blocking; a name of NULL forgets all.
void platform_host_inherit(const char *name, int descriptor);

/// What platform_random_take gives next, 1024 bytes at most.
void platform_host_set_random(const void *bytes, size_t size);

// -- The end --------------------------------------------------------------------------------------

/// How a body of code ended.
enum platform_host_end_kind {
  /// It returned.
  PLATFORM_HOST_RETURNED = 0,
  /// It called platform_exit.
  PLATFORM_HOST_EXITED = 1,
  /// It called platform_panic.
  PLATFORM_HOST_PANICKED = 2,
};

struct platform_host_end {
  enum platform_host_end_kind kind;
  /// The low eight bits of the exit status; 255 for a panic, 0 for a return.
  int status;
  /// The panic's message, NUL-terminated, cut to fit; else empty.
  char message[256];
};

/// Runs `body(context)` and says how it ended. platform_exit and platform_panic leave it with
/// longjmp, so `body` must be C all the way down: no Swift frame may be jumped over. Outside of
/// such a body they print to standard error and abort the process. Not nested.
struct platform_host_end platform_host_expect_end(void (*body)(void *context), void *context);

#ifdef __cplusplus
}
#endif

#endif

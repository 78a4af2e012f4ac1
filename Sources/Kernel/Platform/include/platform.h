//
// platform.h - the platform contract: everything a unikernel asks of what is below it.
//
// Two platforms implement it, in folders with the same file names:
//
//   virtio/   an ELF image with a PVH note; a virtual machine (QEMU microvm, KVM or emulated)
//   unix/     a static ELF process that locks itself in with seccomp
//
// What drivers ask for is in platform_devices.h.
//
// Everything above this header (CNucleus, Runtime, the protocols, the application) is one set of
// objects, linked unchanged against either platform.
//
// Who calls whom, in order:
//
//   platform entry  ->  platform_start()  ->  nucleus_start()  ->  Swift's main
//                       (per platform)        (CNucleus: heap)     (generated)
//
// Conventions
//   - One processor, no preemption. No function here is reentrant or called from an interrupt,
//     except those that say "trap context".
//   - Times are nanoseconds. A time is an instant of the monotonic clock: it starts near zero at
//     boot, never goes back, and is no calendar time. Only platform_clock_wall tells that.
//   - Sizes are bytes.
//   - Functions do not fail unless they say so. A broken platform ends in platform_exit(255).
//
#ifndef MIRADOR_PLATFORM_H
#define MIRADOR_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What the platform hands over once, before anything else runs.
struct platform_start_info {
  /// First byte of the memory that is free for the heap; 4096-byte aligned, readable, writable,
  /// not executable. Its content is undefined.
  uintptr_t heap_start;
  /// Length of that memory; a multiple of 4096.
  size_t heap_size;
  /// The boot arguments, without a program name; `argument_count` NUL-terminated strings of
  /// arbitrary non-NUL bytes (UTF-8 by convention). Valid for ever.
  const char *const *arguments;
  size_t argument_count;
};

/// Exit statuses that have a meaning of their own. Any other of 0...254 is the application's.
enum {
  PLATFORM_EXIT_SUCCESS = 0,
  /// The application's start threw an error.
  PLATFORM_EXIT_FAILURE = 1,
  /// A trap, a panic, an exhausted heap.
  PLATFORM_EXIT_PANIC = 255,
};

/// What nucleus_start was given; valid from then on.
const struct platform_start_info *platform_information(void);

// -- Called by the platform, implemented above it --------------------------------------------------

/// Called exactly once by the platform, on the application stack, with the stack canary set and,
/// on `unix`, after lock-down. `info` and what it points to stay valid. Does not return: it ends in
/// platform_exit.
_Noreturn void nucleus_start(const struct platform_start_info *info);

/// Called by the platform before it reports a trap or a panic: writes out what the C library still
/// holds of an unfinished line. Trap context: it must not allocate.
void nucleus_flush(void);

/// Called by the platform after the backtrace of a trap or a panic: says on the console what else is
/// known, tasks and the log's last lines. Trap context: it must not allocate.
void nucleus_report(void);

/// The last lines of the log, kept by Logging, for those who look when nothing runs any more.
struct platform_log_history {
  /// `capacity` bytes in the heap; NULL until something is logged.
  uint8_t *ring;
  size_t capacity;
  /// Bytes that ever came; the next one's place is the remainder by `capacity`. Every line ends in a
  /// newline and is shorter than the ring.
  size_t written;
};
extern struct platform_log_history platform_log_history;

/// Where it is.
static inline struct platform_log_history *platform_log(void) {
  return &platform_log_history;
}

// -- What the image is made of ---------------------------------------------------------------------

/// The libraries that were linked: lines `NAME VERSION`, each ending with a newline, NUL at the end.
/// `mirador build` writes it beside the manifest; an image that was linked otherwise has an empty one.
/// The text is in the image only when something calls this.
const char *mirador_libraries(void);

// -- Console ---------------------------------------------------------------------------------------

/// Writes `size` bytes to the console, all of them, in order, before it returns. Bytes are passed
/// through as they are. Blocks while the host does not take them. When the console is gone
/// (closed pipe) the bytes are dropped. May be called in trap context.
void platform_console_write(const void *bytes, size_t size);

// -- Time ------------------------------------------------------------------------------------------

/// The monotonic clock, in nanoseconds since about the start. Successive calls never decrease.
/// Costs no more than a system call (`unix`) or a time-stamp counter read (`virtio`).
uint64_t platform_clock_monotonic(void);

/// What platform_clock_wall says where nobody knows the date.
#define PLATFORM_CLOCK_UNKNOWN INT64_MIN

/// The wall clock: nanoseconds since 1970-01-01T00:00:00Z, UTC without leap seconds; good until 2262.
/// PLATFORM_CLOCK_UNKNOWN when the machine has no such clock or it shows no date; once known it stays
/// known. It follows the host's clock and may jump either way with it: measure with the monotonic one.
/// Costs as much as platform_clock_monotonic; on `virtio` the first call, and one a minute from then
/// on, asks the real-time clock in some 20 calls into the nucleus and is right to a second.
int64_t platform_clock_wall(void);

/// No deadline: wait for a device only.
#define PLATFORM_WAIT_FOREVER UINT64_MAX

/// Puts the processor to sleep until the monotonic clock reaches `deadline` (an absolute instant in
/// nanoseconds) or a device wants attention; returns at once when the deadline has passed. It may
/// return early without reason: callers look at the clock and wait again. The processor is halted
/// meanwhile, not spinning.
void platform_wait(uint64_t deadline);

// -- Randomness for the stack canary and hash seeds ------------------------------------------------

/// Fills `bytes` with `size` bytes from the best source the platform has at hand without a device
/// (RDRAND, the kernel's AT_RANDOM, else the time-stamp counter). NOT for keys: cryptographic
/// randomness is the Entropy device's.
void platform_seed(void *bytes, size_t size);

// -- The end ---------------------------------------------------------------------------------------

/// Ends the unikernel. The low eight bits of `status` reach the host. May be called in trap context.
_Noreturn void platform_exit(int status);

/// Ends the unikernel with status 255 after a line `PANIC <message>` and a backtrace of the caller on
/// the console. `message` is NUL-terminated. Calling it again while it runs ends at once.
_Noreturn void platform_panic(const char *message);

#ifdef __cplusplus
}
#endif

#endif

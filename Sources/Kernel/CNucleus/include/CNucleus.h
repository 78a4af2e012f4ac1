//
// CNucleus.h - the C library under Embedded Swift: about sixty functions, and no more.
//
// Compiled twice from the same sources:
//
//   in an image   -DMIRADOR_IMAGE    memcpy, malloc, ...                  nothing else has them
//   on the host                      nucleus_memcpy, nucleus_malloc, ...  tests compare with libc
//
// The difference is the macro NUCLEUS below and nothing else. A function whose name begins with
// nucleus_ in this header is ours alone and is called that in both places.
//
// Protocol of use: nucleus_start() calls nucleus_heap_init() once, before anything that allocates;
// everything else may be called at any time after that, on the one application stack, never in trap
// context. What a function needs from below comes from platform.h.
//
// Flags for the image: -ffreestanding -fno-builtin (a memcpy whose loop is recognised as memcpy
// would call itself).
//
// "C23 7.x" names the section of ISO/IEC 9899:2024; "POSIX" is IEEE 1003.1-2024. The last words of
// a comment say who needs the function: the Embedded Swift standard library ("Swift"), its
// libswift_Concurrency.a ("Concurrency"), code that clang generates ("compiler"), BoringSSL.
//
#ifndef MIRADOR_CNUCLEUS_H
#define MIRADOR_CNUCLEUS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef MIRADOR_IMAGE
#define NUCLEUS(name) name
#else
#define NUCLEUS(name) nucleus_##name
#endif

#ifdef __cplusplus
extern "C" {
#endif

// -- Memory (C23 7.26.2, 7.26.4, 7.26.5, 7.26.6) --------------------------------------------------

/// Copies `size` bytes from `source` to `target`, which must not overlap; returns `target`.
/// Compiler, Swift.
void *NUCLEUS(memcpy)(void *restrict target, const void *restrict source, size_t size);

/// Copies `size` bytes from `source` to `target`, which may overlap; returns `target`.
/// Compiler, Swift.
void *NUCLEUS(memmove)(void *target, const void *source, size_t size);

/// Sets `size` bytes at `target` to the low eight bits of `value`; returns `target`.
/// Compiler, Swift.
void *NUCLEUS(memset)(void *target, int value, size_t size);

/// Compares `size` bytes as unsigned numbers: negative, zero or positive as `left` is less than,
/// equal to or greater than `right`. Not constant-time: never for secrets. Compiler, Swift.
int NUCLEUS(memcmp)(const void *left, const void *right, size_t size);

/// The first of `size` bytes that equals the low eight bits of `value`, or NULL. BoringSSL.
void *NUCLEUS(memchr)(const void *bytes, int value, size_t size);

// -- Strings (C23 7.26.2, 7.26.4, 7.26.6; strnlen: POSIX) -----------------------------------------

/// The length of `text` in bytes, without its NUL. Swift, Concurrency.
size_t NUCLEUS(strlen)(const char *text);

/// As strlen, but looks at no more than `limit` bytes and answers at most `limit`.
size_t NUCLEUS(strnlen)(const char *text, size_t limit);

/// Compares two strings by unsigned bytes: negative, zero or positive. BoringSSL.
int NUCLEUS(strcmp)(const char *left, const char *right);

/// As strcmp, but compares no more than `limit` bytes. BoringSSL.
int NUCLEUS(strncmp)(const char *left, const char *right, size_t limit);

/// Copies up to `size` bytes of `source` and fills the rest of `size` with NUL; when `source` has
/// `size` bytes or more the result is NOT terminated. Returns `target`. Concurrency (task names).
char *NUCLEUS(strncpy)(char *restrict target, const char *restrict source, size_t size);

// -- Formatting (C23 7.23.6) ----------------------------------------------------------------------
//
// Conversions  %d %i %u %x %X %o %c %s %p %%
// Flags        - + space 0 #      width and precision: a number or *
// Lengths      hh h l ll z j t    for the integers
//
// As glibc where C leaves it open: a NULL %s is "(null)" (nothing when the precision is below 6), a
// NULL %p is "(nil)".
// Deviates: no floating point, no %n (it writes memory), no wide characters, no %1$d. The text of
// such a conversion is copied through as it stands, takes no argument, and formatting goes on.

/// Formats into `buffer` of `size` bytes, always terminated when `size` > 0, truncated if need be
/// (`buffer` may be NULL when `size` is 0). Returns the length of the whole text without NUL, -1
/// when that, a width or a precision does not fit an int. Concurrency.
int NUCLEUS(vsnprintf)(char *buffer, size_t size, const char *format, va_list arguments);

/// vsnprintf with its arguments in place. Concurrency.
int NUCLEUS(snprintf)(char *buffer, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// -- Console output (C23 7.23.6, 7.23.7) ----------------------------------------------------------
//
// Every stream is the console. A call is one platform_console_write when its text is 256 bytes or
// less, and is never truncated. putchar alone is gathered into lines, because Swift's print() emits
// single bytes and a write may cost a VM exit (50 us): the bytes leave at a newline, when 256 are
// there, before any other output and at fflush, exit, abort and every panic raised in CNucleus.

/// An output stream (FILE); its address is all it has.
struct nucleus_file;

/// The console (C23 7.23.1). Concurrency.
extern struct nucleus_file *const NUCLEUS(stderr);
/// The console (C23 7.23.1). BoringSSL.
extern struct nucleus_file *const NUCLEUS(stdout);

/// Formats to the console; returns the bytes written, or -1 as vsnprintf does. Concurrency.
int NUCLEUS(vprintf)(const char *format, va_list arguments);

/// vprintf with its arguments in place. Concurrency.
int NUCLEUS(printf)(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// Writes `text` and a newline; returns a non-negative number. Compiler (for printf), Concurrency.
int NUCLEUS(puts)(const char *text);

/// Writes one byte, see above for when; returns it as an unsigned char. Swift (print).
int NUCLEUS(putchar)(int byte);

/// Writes `text` as it is; returns a non-negative number. Concurrency.
int NUCLEUS(fputs)(const char *text, struct nucleus_file *stream);

/// Sends what putchar has gathered; `stream` does not matter and may be NULL. Returns 0.
/// Concurrency; the executor before it sleeps.
int NUCLEUS(fflush)(struct nucleus_file *stream);

// -- The end (C23 7.24.5; the rest: what clang and the C++ ABI call) ------------------------------

/// Panics with "abort called". Swift, Concurrency.
_Noreturn void NUCLEUS(abort)(void);

/// Flushes the console and ends the unikernel with the low eight bits of `status`. Runs no atexit
/// functions, for there are none. Concurrency.
_Noreturn void NUCLEUS(exit)(int status);

/// Panics: the canary of a stack frame was overwritten. Compiler (-fstack-protector).
_Noreturn void NUCLEUS(__stack_chk_fail)(void);

/// The canary of code compiled for x86_64-unknown-none-elf, where clang takes it from this variable
/// and not from %fs:0x28 as for x86_64-unknown-linux-gnu. The same in every image until
/// nucleus_start, which never returns through a protected frame, stores platform_seed's bytes here.
/// Compiler.
extern uintptr_t NUCLEUS(__stack_chk_guard);

/// Panics: a pure virtual function was called. Concurrency (C++ ABI 3.2.6).
_Noreturn void NUCLEUS(__cxa_pure_virtual)(void);

/// Panics: std::__throw_length_error, a container asked for more than can exist. Concurrency.
_Noreturn void NUCLEUS(_ZSt20__throw_length_errorPKc)(const char *message);

/// Panics with `message` after what putchar has gathered is on the console. All panics raised in
/// CNucleus pass here.
_Noreturn void nucleus_panic(const char *message);

// -- Errors (C23 7.5) -----------------------------------------------------------------------------

/// The numbers of the errors that this library reports, as on Linux.
enum { NUCLEUS_ENOMEM = 12, NUCLEUS_EINVAL = 22, NUCLEUS_EOVERFLOW = 75 };

/// Where errno is; there is one. Concurrency, BoringSSL.
int *NUCLEUS(__errno_location)(void);

// -- Time (C23 7.29; POSIX clock_gettime, clock_getres, nanosleep) --------------------------------

/// struct timespec of x86-64 Linux: seconds, and nanoseconds below 10^9.
struct nucleus_timespec {
  int64_t tv_sec;
  int64_t tv_nsec;
};

/// Clock numbers of Linux; these four are the ones Concurrency asks for.
enum {
  NUCLEUS_CLOCK_REALTIME = 0,
  NUCLEUS_CLOCK_MONOTONIC = 1,
  NUCLEUS_CLOCK_MONOTONIC_RAW = 4,
  NUCLEUS_CLOCK_BOOTTIME = 7,
};

/// Reads a clock into `time`; 0, or -1 with EINVAL for a clock that is not in the list above.
/// Deviates: CLOCK_REALTIME counts from the start too: images that nobody asks for the date carry
/// nothing to tell it with. Who wants it takes a WallClock.
/// Concurrency.
int NUCLEUS(clock_gettime)(int clock, struct nucleus_timespec *time);

/// Stores the resolution, 1 ns, unless `resolution` is NULL; 0, or -1 with EINVAL as above.
/// Concurrency.
int NUCLEUS(clock_getres)(int clock, struct nucleus_timespec *resolution);

/// Waits for `duration`, with the processor halted and every task with it; 0, or -1 with EINVAL for
/// a negative duration or nanoseconds out of range. `remaining` stays as it is: nothing interrupts.
/// Concurrency.
int NUCLEUS(nanosleep)(const struct nucleus_timespec *duration, struct nucleus_timespec *remaining);

// -- Randomness -----------------------------------------------------------------------------------

/// Fills `size` bytes from platform_seed. Swift (hash seeds).
/// Deviates from arc4random(3): not for keys, those take the Entropy device.
void NUCLEUS(arc4random_buf)(void *bytes, size_t size);

// -- Red-black trees of libstdc++ -----------------------------------------------------------------
//
// swift_task_create copies task-local values with a std::set to see each key once, and reaches
// these two for it.

/// std::_Rb_tree_node_base; the header's parent is the root, its left the first, its right the
/// last.
struct nucleus_tree_node {
  /// 0 red, 1 black; the header is red.
  int32_t color;
  struct nucleus_tree_node *parent;
  struct nucleus_tree_node *left;
  struct nucleus_tree_node *right;
};

/// Links `node` below `parent` (on its left if `left`) and restores the red-black rules. O(log n).
/// Concurrency (std::_Rb_tree_insert_and_rebalance).
void NUCLEUS(_ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_)(
    bool left, struct nucleus_tree_node *node, struct nucleus_tree_node *parent,
    struct nucleus_tree_node *header);

/// The node before `node` in order; for the header, the last. O(log n).
/// Concurrency (std::_Rb_tree_decrement).
struct nucleus_tree_node *NUCLEUS(_ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base)(
    struct nucleus_tree_node *node);

// -- Numbers (C23 7.12) ---------------------------------------------------------------------------
//
// Exact, in the default rounding mode; errno is not set. Swift: Dictionary and Set (ceil), the
// methods of Double and Float.

double NUCLEUS(trunc)(double x);
double NUCLEUS(ceil)(double x);
double NUCLEUS(floor)(double x);
/// Halves away from zero.
double NUCLEUS(round)(double x);
/// Halves to even.
double NUCLEUS(rint)(double x);
double NUCLEUS(sqrt)(double x);
/// x - n * y, n the quotient truncated.
double NUCLEUS(fmod)(double x, double y);
/// x - n * y, n the quotient rounded, halves to even.
double NUCLEUS(remainder)(double x, double y);
float NUCLEUS(truncf)(float x);
float NUCLEUS(ceilf)(float x);
float NUCLEUS(floorf)(float x);
float NUCLEUS(roundf)(float x);
float NUCLEUS(rintf)(float x);
float NUCLEUS(sqrtf)(float x);
float NUCLEUS(fmodf)(float x, float y);
float NUCLEUS(remainderf)(float x, float y);

// -- The heap (C23 7.24.4; posix_memalign: POSIX) -------------------------------------------------
//
// Blocks are 16-byte aligned. Above 64 bytes at most a fifth of a block is rounding; above 2 KiB it
// is whole pages. See heap.h for how it works.
//
// malloc, calloc and realloc never return NULL: when memory is out the unikernel panics with what
// was asked for, what is in use, and how to give it more. Whoever can cope calls
// nucleus_try_malloc.

/// Takes over `size` bytes from `start`, which must be readable and writable; their content does
/// not matter and is not touched before it is needed. Called once, before any other function below
/// (in tests again, which forgets the heap before). At least 16 KiB, at most 2^44 bytes.
void nucleus_heap_init(void *start, size_t size);

/// `size` bytes of undefined content; a unique block even for 0. O(1) up to 2 KiB.
/// Swift, Concurrency.
void *NUCLEUS(malloc)(size_t size);

/// As malloc, but NULL when memory is out.
void *nucleus_try_malloc(size_t size);

/// `count` * `size` bytes of zeroes; a product above SIZE_MAX is memory that is out. BoringSSL.
void *NUCLEUS(calloc)(size_t count, size_t size);

/// Gives `block` the new `size`, in place when it fits or the pages after it are free, else by a
/// copy. NULL is malloc; size 0 is size 1 (C23 leaves it open). Swift.
void *NUCLEUS(realloc)(void *block, size_t size);

/// Returns `block` to the heap; NULL is nothing. Panics with "free of 0x...: not an allocated
/// block" for an address that is not the start of a live block, and with "... freed twice" where
/// that is seen. O(1). Swift, Concurrency.
void NUCLEUS(free)(void *block);

/// Stores in `*block` the address of `size` bytes aligned to `alignment`; 0, or EINVAL when that is
/// not a power of two or less than a pointer's size. Swift (over-aligned objects).
int NUCLEUS(posix_memalign)(void **block, size_t alignment, size_t size);

/// As posix_memalign, for any power of two; NULL with EINVAL for another alignment.
void *NUCLEUS(aligned_alloc)(size_t alignment, size_t size);

/// The bytes that `block` can hold, at least what was asked for. Panics as free does. Inspector.
size_t nucleus_block_size(const void *block);

/// The same, and 0 for NULL (a GNU extension). Swift: a ManagedBuffer's capacity, so AsyncStream.
size_t NUCLEUS(malloc_usable_size)(void *block);

/// What the heap is made of; all in bytes but the counts.
struct nucleus_heap_statistics {
  /// What could be handed out at most: the pages after the heap's own records.
  size_t total;
  /// Live blocks, each with its rounding.
  size_t used;
  /// Pages that are part of slabs and large blocks now: `used` and what is between blocks.
  size_t reserved;
  /// The most that `reserved` has been: how much memory this run needed.
  size_t high_water;
  /// How far from its beginning the memory was ever handed out, and so touched.
  size_t touched;
  /// The longest run of free pages: the largest block that fits.
  size_t largest_free_run;
  /// Runs of free pages; 1 when nothing is reserved.
  size_t free_runs;
  /// Blocks given out and taken back since the start; the difference is live.
  uint64_t allocations;
  uint64_t frees;
};

/// The heap's statistics now. O(free runs). The inspector.
struct nucleus_heap_statistics nucleus_heap_statistics(void);

/// Returns the empty slabs that are kept for the next malloc to the page pool. O(size classes).
void nucleus_heap_trim(void);

/// Walks every structure of the heap: NULL when all is well, else a sentence that names the broken
/// rule. Changes nothing and follows no pointer it has not checked. O(blocks). Tests, inspector.
const char *nucleus_heap_check(void);

#ifdef __cplusplus
}
#endif

#endif

//
// platform.c - the platform contract as a Linux process without a C library.
//
//   unix_start       arguments, memory, signal handlers, canary, then lock-down
//   nucleus_start    on a stack of our own, with four system calls left
//
#include <platform.h>

#include "../common/canary.h"
#include "../common/report.h"
#include "kernel.h"

struct thread_block platform_thread_block;

enum {
  PAGE = 4096,
  MEBIBYTE = 1 << 20,
  DEFAULT_MEMORY = 16 * MEBIBYTE,
  SMALLEST_MEMORY = 1 * MEBIBYTE,
  LARGEST_MEMORY_MEBIBYTES = 1 << 16,
  APPLICATION_STACK = 128 * 1024,
  TRAP_STACK = 16 * 1024,
};

_Noreturn void unix_switch_stack(uintptr_t top, void (*function)(void));
void unix_signal_return(void);

// -- Console, time, end ----------------------------------------------------------------------------

enum { STANDARD_OUTPUT = 1, CLOCK_REALTIME = 0, CLOCK_MONOTONIC = 1, POLL_OUT = 4 };
static const int64_t SECOND = 1000000000;

void platform_console_write(const void *bytes, size_t size) {
  const char *next = bytes;
  while (size > 0) {
    long written = system_call(CALL_WRITE, STANDARD_OUTPUT, (long)next, (long)size, 0, 0, 0);
    if (written == -LINUX_EAGAIN) {
      struct linux_poll console = {STANDARD_OUTPUT, POLL_OUT, 0};
      system_call(CALL_PPOLL, (long)&console, 1, 0, 0, 0, 0);
    } else if (written < 0 && written != -LINUX_EINTR) {
      return;
    } else if (written > 0) {
      next += written;
      size -= (size_t)written;
    }
  }
}

/// The kernel's clock at our start, which is our zero.
static uint64_t started;

/// The kernel's clock_gettime in user space; NULL when it has none.
static int (*vdso_clock)(int clock, struct linux_time *time);

static inline uint64_t kernel_clock(int clock) {
  struct linux_time time;
  if (vdso_clock == NULL || vdso_clock(clock, &time) != 0) {
    system_call(CALL_CLOCK_GETTIME, clock, (long)&time, 0, 0, 0, 0);
  }
  return (uint64_t)(time.seconds * SECOND + time.nanoseconds);
}

uint64_t platform_clock_monotonic(void) {
  return kernel_clock(CLOCK_MONOTONIC) - started;
}

int64_t platform_clock_wall(void) {
  return (int64_t)kernel_clock(CLOCK_REALTIME);
}

struct linux_poll *unix_polled;
size_t unix_polled_count;
bool unix_has_waited;

void platform_wait(uint64_t deadline) {
  struct linux_time timeout, *limit = NULL;
  if (deadline != PLATFORM_WAIT_FOREVER) {
    uint64_t now = platform_clock_monotonic();
    if (deadline <= now) return;
    timeout.seconds = (int64_t)((deadline - now) / (uint64_t)SECOND);
    timeout.nanoseconds = (int64_t)((deadline - now) % (uint64_t)SECOND);
    limit = &timeout;
  }
  system_call(CALL_PPOLL, (long)unix_polled, (long)unix_polled_count, (long)limit, 0, 0, 0);
  unix_has_waited = true;
}

void platform_exit(int status) {
  for (;;) system_call(CALL_EXIT_GROUP, status & 0xff, 0, 0, 0, 0, 0);
}

static _Noreturn void refuse(const char *message) {
  platform_panic(message);
}

// -- Seeds: the kernel hands every process 16 random bytes -----------------------------------------

static uint64_t random_state[2];

void platform_seed(void *bytes, size_t size) {
  uint8_t *out = bytes;
  while (size > 0) {
    // xorshift128+ (Vigna 2014) over the kernel's bytes.
    uint64_t first = random_state[0], second = random_state[1];
    random_state[0] = second;
    first ^= first << 23;
    random_state[1] = first ^ second ^ first >> 18 ^ second >> 5;
    uint64_t word = random_state[1] + second;
    for (int index = 0; index < 8 && size > 0; index++, size--) *out++ = (uint8_t)(word >> 8 * index);
  }
}

// -- Traps: signals, on a stack of their own -------------------------------------------------------

static bool trapping;

static void handle_signal(int signal, const void *information, const struct linux_context *context) {
  (void)information;
  if (trapping) platform_exit(PLATFORM_EXIT_PANIC);
  trapping = true;
  struct registers registers = {
      .rax = context->rax, .rbx = context->rbx, .rcx = context->rcx, .rdx = context->rdx,
      .rsi = context->rsi, .rdi = context->rdi, .rbp = context->rbp, .r8 = context->r8,
      .r9 = context->r9, .r10 = context->r10, .r11 = context->r11, .r12 = context->r12,
      .r13 = context->r13, .r14 = context->r14, .r15 = context->r15, .rip = context->rip,
      .rsp = context->rsp, .rflags = context->rflags, .cs = context->cs, .ss = context->ss,
      .vector = context->vector, .error = context->error,
  };
  if (signal == LINUX_SIGQUIT) registers.vector = TRAP_NON_MASKABLE;
  report_trap(&registers, context->cr2);
}

static void install_handlers(uintptr_t stack) {
  struct linux_signal_stack alternative = {(void *)stack, 0, TRAP_STACK};
  if (system_call(CALL_SIGALTSTACK, (long)&alternative, 0, 0, 0, 0, 0) != 0) {
    refuse("no stack for signals");
  }
  enum { SIGINFO = 4, ON_STACK = 0x08000000, RESTORER = 0x04000000 };
  struct linux_signal_action action = {
      (void *)handle_signal, SIGINFO | ON_STACK | RESTORER, (void *)unix_signal_return, 0};
  static const int signals[] = {LINUX_SIGQUIT, LINUX_SIGILL, LINUX_SIGTRAP,
                                LINUX_SIGBUS, LINUX_SIGFPE,  LINUX_SIGSEGV};
  for (size_t index = 0; index < sizeof signals / sizeof signals[0]; index++) {
    system_call(CALL_RT_SIGACTION, signals[index], (long)&action, 0, 8, 0, 0);
  }
  // A reader of the console that went away is no reason to die without a word.
  struct linux_signal_action ignore = {(void *)1, RESTORER, (void *)unix_signal_return, 0};
  system_call(CALL_RT_SIGACTION, LINUX_SIGPIPE, (long)&ignore, 0, 8, 0, 0);
}

// -- Memory: one mapping, holes in it are the guards -----------------------------------------------
//
//   guard | trap stack | guard | application stack, grows down | heap

enum { READ_WRITE = 3, PRIVATE_ANONYMOUS_NORESERVE = 0x4022, FIXED = 0x10 };

static uintptr_t reserve(size_t size) {
  long start = system_call(CALL_MMAP, 0, (long)size, 0, PRIVATE_ANONYMOUS_NORESERVE, -1, 0);
  if (start < 0 && start > -PAGE) refuse("Linux has not that much memory to give; ask for less");
  return (uintptr_t)start;
}

static void make_usable(uintptr_t start, size_t size) {
  long result = system_call(
      CALL_MMAP, (long)start, (long)size, READ_WRITE, PRIVATE_ANONYMOUS_NORESERVE | FIXED, -1, 0);
  if (result != (long)start) refuse("Linux has not that much memory to give; ask for less");
}

// -- Start -----------------------------------------------------------------------------------------

extern char image_start[], text_start[], text_end[], rodata_end[];
extern const unix_start_hook start_hooks[], start_hooks_end[];

static struct platform_start_info information;

const struct platform_start_info *platform_information(void) {
  return &information;
}

static void enter(void) {
  nucleus_start(&information);
}

/// The number after `--memory=`, in bytes; 0 when `argument` is something else.
static size_t memory_argument(const char *argument) {
  for (const char *prefix = "--memory="; *prefix != 0; prefix++, argument++) {
    if (*argument != *prefix) return 0;
  }
  size_t mebibytes = 0;
  for (; *argument >= '0' && *argument <= '9' && mebibytes <= LARGEST_MEMORY_MEBIBYTES; argument++) {
    mebibytes = mebibytes * 10 + (size_t)(*argument - '0');
  }
  if (*argument != 0 || mebibytes == 0 || mebibytes > LARGEST_MEMORY_MEBIBYTES) {
    refuse("--memory wants a whole number of mebibytes, 1 to 65536, such as --memory=32");
  }
  return mebibytes * MEBIBYTE;
}

/// The auxiliary vector: what the kernel tells a new process (getauxval(3)).
static void read_auxiliary(const uintptr_t *auxiliary) {
  enum { AT_NULL = 0, AT_RANDOM = 25, AT_SYSINFO_EHDR = 33 };
  for (; auxiliary[0] != AT_NULL; auxiliary += 2) {
    if (auxiliary[0] == AT_RANDOM) {
      const uint64_t *random = (const uint64_t *)auxiliary[1];
      random_state[0] = random[0];
      random_state[1] = random[1] | 1;
    } else if (auxiliary[0] == AT_SYSINFO_EHDR) {
      vdso_clock = unix_vdso_function(auxiliary[1], "__vdso_clock_gettime");
    }
  }
}

static inline void set_canary(void) {
  enum { ARCH_SET_FS = 0x1002 };
  platform_thread_block.self = &platform_thread_block;
  // By way of a variable: platform_seed has a canary in its own frame, which must not change under it.
  uintptr_t canary;
  platform_seed(&canary, sizeof canary);
  platform_thread_block.canary = canary & ~(uintptr_t)0xff; // a string function stops at the zero
  system_call(CALL_ARCH_PRCTL, ARCH_SET_FS, (long)&platform_thread_block, 0, 0, 0, 0);
}

/// Entered from start.S. No stack protector: it sets the canary.
__attribute__((no_stack_protector)) _Noreturn void unix_start(uintptr_t *initial) {
  size_t count = initial[0];
  const char **arguments = (const char **)(initial + 1);
  const char *const *environment = arguments + count + 1;
  const uintptr_t *end = (const uintptr_t *)environment;
  while (*end != 0) end++;
  read_auxiliary(end + 1);
  set_canary();

  report_ranges.text = (struct range){(uintptr_t)text_start, (uintptr_t)text_end};
  report_ranges.image_read_only = (struct range){(uintptr_t)image_start, (uintptr_t)rodata_end};
  size_t size = DEFAULT_MEMORY;
  size_t skip = count > 0 ? 1 : 0;
  if (count > 1 && memory_argument(arguments[1]) != 0) {
    size = memory_argument(arguments[1]);
    skip = 2;
  }

  uintptr_t memory = reserve(size);
  uintptr_t trap_stack = memory + PAGE;
  uintptr_t guard = trap_stack + TRAP_STACK;
  uintptr_t stack = guard + PAGE;
  uintptr_t heap = stack + APPLICATION_STACK;
  make_usable(trap_stack, TRAP_STACK);
  make_usable(stack, memory + size - stack);
  report_ranges.stack = (struct range){stack, heap};
  report_ranges.stack_guard = (struct range){guard, stack};
  report_ranges.heap = (struct range){heap, memory + size};
  information = (struct platform_start_info){
      .heap_start = heap,
      .heap_size = memory + size - heap,
      .arguments = (const char *const *)arguments + skip,
      .argument_count = count - skip,
  };
  install_handlers(trap_stack);
  // Linux lets timers be late by 50 us, to wake less often; here somebody waits for each.
  enum { PR_SET_TIMERSLACK = 29 };
  system_call(CALL_PRCTL, PR_SET_TIMERSLACK, 1, 0, 0, 0, 0);
  started = kernel_clock(CLOCK_MONOTONIC);
  for (const unix_start_hook *hook = start_hooks; hook != start_hooks_end; hook++) {
    (*hook)(environment);
  }
  unix_lock_down();
  unix_switch_stack(heap, enter);
}

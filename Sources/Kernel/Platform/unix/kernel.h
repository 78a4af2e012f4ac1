//
// kernel.h - the Linux system calls that the platform makes, and the kernel's own structures.
//
// Numbers and layouts are Linux's for x86-64 (arch/x86/entry/syscalls/syscall_64.tbl, uapi headers).
//
#ifndef MIRADOR_UNIX_KERNEL_H
#define MIRADOR_UNIX_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum system_call {
  // After lock-down: the whole list. docs/platform.md has the reason for each.
  CALL_READ = 0,
  CALL_WRITE = 1,
  CALL_CLOCK_GETTIME = 228,
  CALL_EXIT_GROUP = 231,
  CALL_PPOLL = 271,
  // Before lock-down only.
  CALL_MMAP = 9,
  CALL_RT_SIGACTION = 13,
  CALL_GETPID = 39,
  CALL_FCNTL = 72,
  CALL_SIGALTSTACK = 131,
  CALL_PRCTL = 157,
  CALL_ARCH_PRCTL = 158,
  CALL_GETRANDOM = 318,
};

static inline long system_call(
    enum system_call number, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"((long)number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

enum {
  LINUX_EINTR = 4,
  LINUX_EAGAIN = 11,
  LINUX_EPIPE = 32,
  LINUX_SIGQUIT = 3,
  LINUX_SIGILL = 4,
  LINUX_SIGTRAP = 5,
  LINUX_SIGBUS = 7,
  LINUX_SIGFPE = 8,
  LINUX_SIGSEGV = 11,
  LINUX_SIGPIPE = 13,
};

struct linux_time {
  int64_t seconds, nanoseconds;
};

struct linux_poll {
  int32_t descriptor;
  int16_t events, seen;
};

struct linux_signal_action {
  void *handler;
  uint64_t flags;
  void *restorer;
  uint64_t mask;
};

struct linux_signal_stack {
  void *start;
  int32_t flags;
  size_t size;
};

/// What the kernel passes to a signal handler, up to the general registers (struct ucontext).
struct linux_context {
  uint64_t flags;
  struct linux_context *link;
  struct linux_signal_stack stack;
  uint64_t r8, r9, r10, r11, r12, r13, r14, r15;
  uint64_t rdi, rsi, rbp, rbx, rdx, rax, rcx, rsp, rip, rflags;
  uint16_t cs, gs, fs, ss;
  uint64_t error, vector, old_mask, cr2;
};

/// The function `name` of the shared object that the kernel maps into every process, whose ELF header
/// is at `header_address`; NULL when there is none.
void *unix_vdso_function(uintptr_t header_address, const char *name);

/// What is called before lock-down, with the environment: constants in the section `.start_hooks` that
/// something in the image refers to.
typedef void (*unix_start_hook)(const char *const *environment);

/// What platform_wait waits for beside its deadline; none unless a hook says so.
extern struct linux_poll *unix_polled;
extern size_t unix_polled_count;
/// Set when platform_wait has looked at them.
extern bool unix_has_waited;

/// Lets the process read from and write to descriptors first ..< first + count once it is locked in.
void unix_allow_descriptors(uint32_t first, uint32_t count);

/// Locks the process in: from here on any system call but those listed above kills it. Does not
/// return when the kernel refuses.
void unix_lock_down(void);

#endif

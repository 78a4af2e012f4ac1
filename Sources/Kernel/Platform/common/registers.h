//
// registers.h - the processor's state at a trap, the same on both platforms.
//
#ifndef MIRADOR_REGISTERS_H
#define MIRADOR_REGISTERS_H

#include <stdint.h>

/// In the order in which virtio/start.S pushes them; unix/platform.c copies them from the kernel's
/// signal frame.
struct registers {
  uint64_t rax, rbx, rcx, rdx, rsi, rdi, rbp;
  uint64_t r8, r9, r10, r11, r12, r13, r14, r15;
  /// The exception (Intel SDM volume 3, table 6-1) and the error code that goes with it.
  uint64_t vector, error;
  uint64_t rip, cs, rflags, rsp, ss;
};

enum {
  TRAP_DIVIDE = 0,
  TRAP_NON_MASKABLE = 2,
  TRAP_BREAKPOINT = 3,
  TRAP_OVERFLOW = 4,
  TRAP_INVALID_OPCODE = 6,
  TRAP_DOUBLE_FAULT = 8,
  TRAP_STACK_SEGMENT = 12,
  TRAP_GENERAL_PROTECTION = 13,
  TRAP_PAGE_FAULT = 14,
  TRAP_X87 = 16,
  TRAP_ALIGNMENT = 17,
  TRAP_SIMD = 19,
};

/// Bits of a page fault's error code.
enum {
  FAULT_PRESENT = 1,
  FAULT_WRITE = 2,
  FAULT_FETCH = 16,
};

#endif

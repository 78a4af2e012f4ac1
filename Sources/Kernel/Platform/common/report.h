//
// report.h - what a unikernel says when it must end: the trap or panic, and where.
//
//   TRAP page fault: write to 0x0000000000000000, which is not mapped
//     at 0x0000000000104a3c
//     at 0x0000000000102b10
//
// The first address is where it happened, the others return addresses, innermost first, and after
// them the functions that await. `mirador` turns them into names and lines with the image's symbols.
//
#ifndef MIRADOR_REPORT_H
#define MIRADOR_REPORT_H

#include <stdint.h>

#include "registers.h"

/// Part of the address space.
struct range {
  uintptr_t start, end;
};

/// Where a backtrace may read, and where code is. Set by the platform before anything can trap.
struct report_ranges {
  struct range stack;
  /// The pages below the application stack that nothing is mapped in.
  struct range stack_guard;
  struct range heap;
  struct range text;
  /// Everything that is mapped read-only or executable.
  struct range image_read_only;
};
extern struct report_ranges report_ranges;

/// Reports a trap and ends with status 255. `address` is what a page fault was about.
_Noreturn void report_trap(const struct registers *registers, uintptr_t address);

#endif

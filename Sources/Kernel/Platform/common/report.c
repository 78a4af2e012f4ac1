//
// report.c - the last words of a unikernel. See report.h for their form.
//
// Runs after things went wrong: no heap, no Swift, no reading of memory that might not be mapped.
//
#include "report.h"

#include <platform.h>
#include <stdbool.h>
#include <stddef.h>

struct report_ranges report_ranges;
struct platform_log_history platform_log_history;

enum {
  /// Frames printed at most: recursion without end shows its first ones.
  FRAMES = 24,
  LINE = 256,
};

// -- A line of text, written in one go -------------------------------------------------------------

struct line {
  char text[LINE];
  size_t size;
};

static void add(struct line *line, const char *text) {
  while (*text != 0 && line->size < LINE - 1) line->text[line->size++] = *text++;
}

static void add_hexadecimal(struct line *line, uint64_t value) {
  char digits[19] = "0x0000000000000000";
  for (int index = 17; value != 0; value >>= 4) digits[index--] = "0123456789abcdef"[value & 15];
  add(line, digits);
}

static void add_decimal(struct line *line, uint64_t value) {
  char digits[21];
  char *digit = digits + sizeof digits - 1;
  *digit = 0;
  do *--digit = '0' + value % 10;
  while ((value /= 10) != 0);
  add(line, digit);
}

static void print(struct line *line) {
  line->text[line->size++] = '\n';
  platform_console_write(line->text, line->size);
  line->size = 0;
}

static void print_frame(uintptr_t address) {
  struct line line = {.size = 0};
  add(&line, "  at ");
  add_hexadecimal(&line, address);
  print(&line);
}

// -- Backtrace -------------------------------------------------------------------------------------

static bool contains(struct range range, uintptr_t address, size_t size) {
  return address >= range.start && address <= range.end && size <= range.end - address;
}

static const uintptr_t *word_pair(struct range range, uintptr_t address) {
  bool readable = address % sizeof(uintptr_t) == 0 && contains(range, address, 2 * sizeof(uintptr_t));
  return readable ? (const uintptr_t *)address : NULL;
}

/// A suspended async function: its caller's context, then where it goes on (swift/ABI/Task.h,
/// AsyncContext). True when `address` looks like one.
static const uintptr_t *async_context(uintptr_t address) {
  const uintptr_t *context = word_pair(report_ranges.heap, address);
  if (context == NULL || !contains(report_ranges.text, context[1], 1)) return NULL;
  return context[0] == 0 || word_pair(report_ranges.heap, context[0]) ? context : NULL;
}

/// The concurrency library's function that every task is run by: a frame that returns into it belongs
/// to an async function. Weak: an image without tasks does not have it.
extern const char run_job[] __asm__("_ZN5swift34runJobInEstablishedExecutorContextEPNS_3JobE")
    __attribute__((weak));
enum { RUN_JOB_SIZE = 512 };

static bool returns_to_executor(uintptr_t address) {
  uintptr_t start = (uintptr_t)run_job;
  return start != 0 && address > start && address - start < RUN_JOB_SIZE;
}

/// Prints the functions that await the async function whose frame is at `frame`: that one keeps its
/// context in the word below. A context says where its caller goes on, which is the first byte of a
/// function of its own; readers of a report take what follows the first line for return addresses and
/// look up the byte before, so it is made one.
static void print_awaiting(uintptr_t frame, int budget) {
  const uintptr_t *below = word_pair(report_ranges.stack, frame - sizeof(uintptr_t));
  const uintptr_t *context = below ? async_context(below[0]) : NULL;
  // The outermost one goes on in the concurrency library, which ends the task.
  while (context != NULL && context[0] != 0 && budget-- > 0) {
    print_frame(context[1] + 1);
    context = async_context(context[0]);
  }
}

/// Follows the chain of base pointers down to the executor, then the chain of async contexts. Swift
/// may mark async frames in bit 60 of a saved base pointer.
static void print_backtrace(uintptr_t instruction, uintptr_t base) {
  const uintptr_t mark = UINT64_C(1) << 60;
  int budget = FRAMES;
  if (contains(report_ranges.text, instruction, 1)) {
    print_frame(instruction);
    budget--;
  }
  while (budget-- > 0) {
    base &= ~mark;
    const uintptr_t *frame = word_pair(report_ranges.stack, base);
    if (frame == NULL || !contains(report_ranges.text, frame[1], 1)) return;
    if (returns_to_executor(frame[1])) {
      print_awaiting(base, budget);
      return;
    }
    print_frame(frame[1]);
    if ((frame[0] & ~mark) <= base) return;
    base = frame[0];
  }
}

// -- Causes ----------------------------------------------------------------------------------------

static void add_page_fault(struct line *line, const struct registers *registers, uintptr_t address) {
  uint64_t error = registers->error;
  bool guard = contains(report_ranges.stack_guard, address, 1);
  if (guard) {
    add(line, "stack overflow: ");
  } else {
    add(line, "page fault: ");
  }
  add(line, error & FAULT_FETCH ? "jump to " : error & FAULT_WRITE ? "write to " : "read of ");
  add_hexadecimal(line, address);
  if (guard) {
    add(line, ", in the guard page below the stack");
  } else if (address < 4096) {
    add(line, ", a null pointer");
  } else if (error & FAULT_FETCH && error & FAULT_PRESENT) {
    add(line, ", which is data, not code");
  } else if (error & FAULT_WRITE && contains(report_ranges.image_read_only, address, 1)) {
    add(line, ", which is read-only");
  } else if (error & FAULT_PRESENT) {
    add(line, ", which is forbidden");
  } else {
    add(line, ", which is not mapped");
  }
}

static const char *exception_name(uint64_t vector) {
  switch (vector) {
    case TRAP_DIVIDE: return "division by zero or overflow";
    case TRAP_NON_MASKABLE: return "interrupted from outside";
    case TRAP_BREAKPOINT: return "breakpoint";
    case TRAP_OVERFLOW: return "overflow";
    case TRAP_INVALID_OPCODE: return "invalid opcode: a failed precondition, or an instruction "
                                     "that this processor lacks";
    case TRAP_STACK_SEGMENT: return "stack segment fault: a non-canonical address";
    case TRAP_GENERAL_PROTECTION: return "general protection fault: a privileged instruction or "
                                         "a non-canonical address";
    case TRAP_X87: return "x87 floating-point exception";
    case TRAP_ALIGNMENT: return "alignment check";
    case TRAP_SIMD: return "SIMD floating-point exception";
    default: return NULL;
  }
}

/// Three to a line, in the order of struct registers; without those whose name is empty here.
static void print_registers(const struct registers *registers) {
  static const char names[][7] = {"rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "r8",
                                  "r9",  "r10", "r11", "r12", "r13", "r14", "r15", "",
                                  "",    "rip", "",    "rflags", "rsp", ""};
  _Static_assert(sizeof *registers == sizeof names / sizeof names[0] * sizeof(uint64_t),
                 "a name for each register");
  const uint64_t *values = &registers->rax;
  struct line line = {.size = 0};
  add(&line, "  registers");
  unsigned printed = 0;
  for (unsigned index = 0; index < sizeof names / sizeof names[0]; index++) {
    if (names[index][0] == 0) continue;
    if (printed++ % 3 == 0) {
      print(&line);
      add(&line, "   ");
    }
    add(&line, " ");
    add(&line, names[index]);
    add(&line, " ");
    add_hexadecimal(&line, values[index]);
  }
  print(&line);
}

void report_trap(const struct registers *registers, uintptr_t address) {
  nucleus_flush();
  struct line line = {.size = 0};
  add(&line, "TRAP ");
  const char *name = exception_name(registers->vector);
  if (registers->vector == TRAP_PAGE_FAULT) {
    add_page_fault(&line, registers, address);
  } else if (name != NULL) {
    add(&line, name);
  } else {
    add(&line, "exception ");
    add_decimal(&line, registers->vector);
    add(&line, ", error code ");
    add_hexadecimal(&line, registers->error);
  }
  print(&line);
  uintptr_t base = registers->rbp, instruction = registers->rip;
  if (!contains(report_ranges.text, instruction, 1)) {
    // A jump to nowhere: the return address is on top of the stack, and the call is before it.
    const uintptr_t *top = word_pair(report_ranges.stack, registers->rsp);
    if (top != NULL) instruction = top[0] - 1;
  }
  print_backtrace(instruction, base);
  print_registers(registers);
  nucleus_report();
  platform_exit(PLATFORM_EXIT_PANIC);
}

void platform_panic(const char *message) {
  static bool panicking;
  if (panicking) platform_exit(PLATFORM_EXIT_PANIC);
  panicking = true;
  nucleus_flush();
  platform_console_write("PANIC ", 6);
  size_t size = 0;
  while (message[size] != 0) size++;
  platform_console_write(message, size);
  platform_console_write("\n", 1);
  const uintptr_t *frame = __builtin_frame_address(0);
  // The first line names the call itself: what follows a call that never returns is another function.
  print_backtrace(frame[1] - 1, frame[0]);
  nucleus_report();
  platform_exit(PLATFORM_EXIT_PANIC);
}

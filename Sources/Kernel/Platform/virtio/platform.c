//
// platform.c - the platform contract in a virtual machine; all of it runs in ring 3.
//
#include <platform.h>

#include "../common/arguments.h"
#include "../common/canary.h"
#include "../common/report.h"
#include "calendar.h"
#include "clock.h"
#include "nucleus.h"

struct thread_block platform_thread_block;

// -- Calls into the nucleus ------------------------------------------------------------------------

void platform_exit(int status) {
  for (;;) nucleus_call(NUCLEUS_EXIT, (uint8_t)status, 0);
}

void platform_console_write(const void *bytes, size_t size) {
  if (size > 0) nucleus_call(NUCLEUS_WRITE, (uintptr_t)bytes, size);
}

void platform_trap(const struct trap_frame *frame) {
  report_trap(&frame->registers, frame->address);
}

// -- Time ------------------------------------------------------------------------------------------

static struct counter_clock monotonic;

/// Since `reference`, a time stamp, the APIC timer counts down from UINT32_MAX, over and over.
static uint64_t reference;

static inline uint64_t time_stamp(void) {
  uint32_t low, high;
  __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
  return (uint64_t)high << 32 | low;
}

uint64_t platform_clock_monotonic(void) {
  uint64_t now = time_stamp();
  if (clock_wants_sample(&monotonic, now - reference)) {
    struct answer timer = nucleus_call(NUCLEUS_TIMER, 0, 0);
    clock_sample_periodic(
        &monotonic, timer.rcx, timer.rax * TIMER_NANOSECONDS_PER_COUNT,
        (UINT64_C(1) << 32) * TIMER_NANOSECONDS_PER_COUNT, timer.rcx - reference);
    now = time_stamp();
  }
  return clock_read(&monotonic, now);
}

void platform_wait(uint64_t deadline) {
  uint64_t now = platform_clock_monotonic();
  if (deadline <= now) return;
  uint64_t period = (deadline - now) / TIMER_NANOSECONDS_PER_COUNT;
  if (period > UINT32_MAX / 2) period = UINT32_MAX / 2;
  struct answer wait = nucleus_call(NUCLEUS_WAIT, period, 0);
  if (wait.rdx != 0) {
    clock_sample_periodic(
        &monotonic, wait.rcx, wait.rax * TIMER_NANOSECONDS_PER_COUNT,
        period * TIMER_NANOSECONDS_PER_COUNT, wait.rdx);
  }
  reference = wait.rcx;
}

static struct wall_clock wall;

static uint8_t calendar_register(uint8_t index, void *context) {
  (void)context;
  return (uint8_t)nucleus_call(NUCLEUS_CALENDAR, index, 0).rax;
}

int64_t platform_clock_wall(void) {
  uint64_t now = platform_clock_monotonic();
  if (wall_wants_reading(&wall, now)) {
    struct calendar calendar;
    bool seen = calendar_read(&calendar, calendar_register, NULL);
    now = platform_clock_monotonic();
    wall_correct(&wall, now, seen ? calendar_seconds(&calendar) : CALENDAR_UNKNOWN);
  }
  return wall_read(&wall, now);
}

// -- Seeds -----------------------------------------------------------------------------------------

static bool has_rdrand(void) {
  uint32_t eax = 1, ebx, ecx = 0, edx;
  __asm__ volatile("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
  return ecx >> 30 & 1;
}

/// splitmix64 (Steele, Lea, Flood 2014): spreads a counter over 64 bits.
static uint64_t mix(uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
  value = (value ^ value >> 27) * 0x94d049bb133111eb;
  return value ^ value >> 31;
}

void platform_seed(void *bytes, size_t size) {
  bool rdrand = has_rdrand();
  uint8_t *out = bytes;
  while (size > 0) {
    uint64_t word = mix(time_stamp());
    if (rdrand) {
      uint64_t random;
      bool valid;
      __asm__ volatile("rdrand %0; setc %1" : "=r"(random), "=qm"(valid) : : "cc");
      if (valid) word ^= random;
    }
    for (int index = 0; index < 8 && size > 0; index++, size--) *out++ = (uint8_t)(word >> 8 * index);
  }
}

// -- Start -----------------------------------------------------------------------------------------

extern char image_start[], nucleus_text_end[], text_end[], rodata_end[];
extern char application_stack_guard[], application_stack[], application_stack_top[];

static struct platform_start_info information;

const struct platform_start_info *platform_information(void) {
  return &information;
}

enum { ARGUMENTS_LIMIT = 256 };
static const char *arguments[ARGUMENTS_LIMIT];

static size_t read_arguments(char *line) {
  size_t count = split_arguments(line, arguments, ARGUMENTS_LIMIT);
  if (count > ARGUMENTS_LIMIT) platform_panic("more than 256 boot arguments");
  return count;
}

/// Entered from start.S, first code in ring 3. No stack protector: it sets the canary.
__attribute__((no_stack_protector)) _Noreturn void platform_start(struct boot_information *boot) {
  platform_thread_block.self = &platform_thread_block;
  // By way of a variable: platform_seed has a canary in its own frame, which must not change under it.
  uintptr_t canary;
  platform_seed(&canary, sizeof canary);
  platform_thread_block.canary = canary & ~(uintptr_t)0xff; // a string function stops at the zero
  report_ranges = (struct report_ranges){
      .stack = {(uintptr_t)application_stack, (uintptr_t)application_stack_top},
      .stack_guard = {(uintptr_t)application_stack_guard, (uintptr_t)application_stack},
      .heap = {boot->heap_start, boot->heap_start + boot->heap_size},
      .text = {(uintptr_t)nucleus_text_end, (uintptr_t)text_end},
      .image_read_only = {(uintptr_t)image_start, (uintptr_t)rodata_end},
  };
  reference = boot->timer_started;
  monotonic.base_count = reference;
  information = (struct platform_start_info){
      .heap_start = boot->heap_start,
      .heap_size = boot->heap_size,
      .arguments = arguments,
      .argument_count = read_arguments(boot->command_line),
  };
  nucleus_start(&information);
}

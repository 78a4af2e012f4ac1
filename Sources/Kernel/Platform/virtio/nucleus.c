//
// nucleus.c - all that runs in ring 0: start, traps, interrupts, halt, the serial port, the end.
//
//   nucleus_boot(start_info)   once, from start.S, on the early page tables
//   nucleus_enter(registers)   for every exception, interrupt and int3
//
// It is small on purpose: some hypervisors (nested, paravirtual KVM) run ring 3 natively and emulate
// ring 0 instruction by instruction, at about a microsecond each, and know no SSE there. So it is
// compiled with -mgeneral-regs-only, reads its input once and leaves everything else to ring 3: boot
// arguments are parsed there, traps are reported there.
//
#include "nucleus.h"

// Every function of this file is ring 0's.
#pragma clang section text = ".nucleus.text"

// -- The processor ---------------------------------------------------------------------------------

static inline void out8(uint16_t port, uint8_t value) {
  __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline void out32(uint16_t port, uint32_t value) {
  __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint8_t in8(uint16_t port) {
  uint8_t value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
  return value;
}

static inline uint64_t time_stamp(void) {
  uint32_t low, high;
  __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
  return (uint64_t)high << 32 | low;
}

void nucleus_halt(void);

// -- What start.S and the linker script define -----------------------------------------------------

extern char image_start[], nucleus_text_end[], text_end[], rodata_end[], data_end[];
extern char trap_stack_guard[], trap_stack[], trap_stack_top[];
extern char application_stack_guard[], application_stack[], application_stack_top[];
extern char nucleus_stack_top[], nucleus_data_end[], bss_end[], image_end[];
extern const uint64_t nucleus_stubs[VECTOR_COUNT];
extern const uint64_t segment_table_template[5];

struct boot_information boot_information;
struct trap_frame trap_frame;
uint32_t device_attention;

NUCLEUS_DATA __attribute__((aligned(16))) uint64_t interrupt_table[VECTOR_COUNT * 2];
NUCLEUS_DATA __attribute__((aligned(16))) uint64_t segment_table[SEGMENT_COUNT];
NUCLEUS_DATA static uintptr_t memory_end;
NUCLEUS_DATA uintptr_t nucleus_free_table;
NUCLEUS_DATA static uint32_t trapping;

/// The task state segment: only RSP0 is used, the stack for entries from ring 3.
NUCLEUS_DATA static struct __attribute__((packed)) {
  uint32_t reserved;
  uint64_t rsp0;
  uint8_t unused[90];
  uint16_t io_map;
} task_state;

// -- The serial port (16550 at 0x3f8) and the status port ------------------------------------------

enum {
  SERIAL = 0x3f8,
  SERIAL_FIFO_CONTROL = SERIAL + 2,
  SERIAL_LINE_STATUS = SERIAL + 5,
  SERIAL_FIFO_SIZE = 16,
  SERIAL_EMPTY = 0x20,
  /// Nothing left inside: the last byte has gone out.
  SERIAL_IDLE = 0x40,
  /// QEMU's debug console: the exit status goes there as text, apart from the application's output.
  STATUS = 0xe9,
  /// QEMU's isa-debug-exit.
  POWER_OFF = 0xf4,
  /// The keyboard controller's reset line, which other monitors take for power-off.
  KEYBOARD_COMMAND = 0x64,
  KEYBOARD_RESET = 0xfe,
};

static void serial_write(const char *bytes, size_t size) {
  while (size > 0) {
    while (!(in8(SERIAL_LINE_STATUS) & SERIAL_EMPTY)) {
    }
    size_t burst = size < SERIAL_FIFO_SIZE ? size : SERIAL_FIFO_SIZE;
    size -= burst;
    __asm__ volatile("rep outsb" : "+S"(bytes), "+c"(burst) : "d"((uint16_t)SERIAL) : "memory");
  }
}

static _Noreturn void power_off(uint8_t status) {
  while (!(in8(SERIAL_LINE_STATUS) & SERIAL_IDLE)) {
  }
  // "exit N\n", N without leading zeros.
  out8(STATUS, 'e');
  out8(STATUS, 'x');
  out8(STATUS, 'i');
  out8(STATUS, 't');
  out8(STATUS, ' ');
  if (status >= 100) out8(STATUS, '0' + status / 100);
  if (status >= 10) out8(STATUS, '0' + status / 10 % 10);
  out8(STATUS, '0' + status % 10);
  out8(STATUS, '\n');
  out32(POWER_OFF, 0);
  out8(KEYBOARD_COMMAND, KEYBOARD_RESET);
  for (;;) nucleus_halt();
}

/// A trap of the nucleus itself, or of the code that reports traps: nothing can be trusted any more.
static _Noreturn void nucleus_failed(const struct registers *registers) {
  char line[] = "TRAP inside the nucleus or the trap handler\n  at 0x0000000000000000\n";
  char *digit = line + sizeof line - 3;
  for (uint64_t rest = registers->rip; rest != 0; rest >>= 4) {
    *digit-- = "0123456789abcdef"[rest & 15];
  }
  serial_write(line, sizeof line - 1);
  power_off(255);
}

// -- The local APIC: one timer ---------------------------------------------------------------------

enum {
  APIC = 0xfee00000,
  APIC_END_OF_INTERRUPT = 0x0b0,
  APIC_SPURIOUS = 0x0f0,
  APIC_ENABLE = 0x100,
  APIC_TIMER = 0x320,
  APIC_TIMER_MASKED = 1 << 16,
  APIC_TIMER_PERIODIC = 1 << 17,
  APIC_TIMER_INITIAL = 0x380,
  APIC_TIMER_CURRENT = 0x390,
  APIC_TIMER_DIVIDE = 0x3e0,
  APIC_DIVIDE_BY_1 = 11,
};

static inline void apic_write(uint32_t offset, uint32_t value) {
  *(volatile uint32_t *)(uintptr_t)(APIC + offset) = value;
}

static inline uint32_t apic_read(uint32_t offset) {
  return *(volatile uint32_t *)(uintptr_t)(APIC + offset);
}

/// Counts; 1 ms. KVM makes periods shorter than 200 us that long (min_timer_period_us).
enum { TIMER_SHORTEST_PERIOD = 1000000 };

/// Lets the timer count down from UINT32_MAX without an interrupt: a reference for the clock.
static void timer_reference(void) {
  apic_write(APIC_TIMER, APIC_TIMER_MASKED | APIC_TIMER_PERIODIC | VECTOR_TIMER);
  apic_write(APIC_TIMER_INITIAL, UINT32_MAX);
}

/// Sleeps until the timer has counted `counts` or another interrupt came. The timer is periodic: it
/// starts again when it fires, so that the exact time which passed can be read when we get to run.
/// (Short waits are one-shot: KVM stretches short periods.)
/// registers: rax = counts that passed since the timer was set, modulo `counts`; rdx = time stamps
/// that passed meanwhile, 0 when rax says nothing; rcx = the time stamp at which the reference
/// count-down started again.
static void wait(struct registers *registers, uint32_t counts) {
  uint32_t periodic = counts >= TIMER_SHORTEST_PERIOD ? APIC_TIMER_PERIODIC : 0;
  apic_write(APIC_TIMER, periodic | VECTOR_TIMER);
  apic_write(APIC_TIMER_INITIAL, counts);
  uint64_t before = time_stamp();
  nucleus_halt();
  registers->rax = counts - apic_read(APIC_TIMER_CURRENT);
  registers->rdx = periodic ? time_stamp() - before : 0;
  timer_reference();
  registers->rcx = time_stamp();
}

/// registers: rax = counts since the reference was started, rcx = the time stamp that goes with it.
static void timer(struct registers *registers) {
  registers->rax = UINT32_MAX - apic_read(APIC_TIMER_CURRENT);
  registers->rcx = time_stamp();
}

// -- The real-time clock (MC146818): one byte of it ------------------------------------------------

enum { CALENDAR_INDEX = 0x70, CALENDAR_VALUE = 0x71, CALENDAR_REGISTERS = 0x7f };

/// registers: rdi = which register, rax = its value. Where there is no such clock all bits are set.
static void calendar(struct registers *registers) {
  out8(CALENDAR_INDEX, registers->rdi & CALENDAR_REGISTERS);
  registers->rax = in8(CALENDAR_VALUE);
}

// -- Entries ---------------------------------------------------------------------------------------

static void trap(struct registers *registers) {
  if ((registers->cs & 3) == 0 || trapping) nucleus_failed(registers);
  trapping = 1;
  trap_frame.registers = *registers;
  __asm__ volatile("movq %%cr2, %0" : "=r"(trap_frame.address));
  registers->rip = (uintptr_t)platform_trap;
  registers->rdi = (uintptr_t)&trap_frame;
  registers->rsp = (uintptr_t)trap_stack_top - 8;
  registers->rbp = 0;
  registers->rflags = 2;
}

/// True when ring 3 may have `size` bytes at `start` read for it. Holes in between fault; that ends
/// the unikernel, no more.
static int readable(uintptr_t start, size_t size) {
  return start >= (uintptr_t)nucleus_text_end && start <= memory_end && size <= memory_end - start;
}

static void call(struct registers *registers) {
  switch (registers->rax) {
    case NUCLEUS_WAIT:
      wait(registers, (uint32_t)registers->rdi);
      break;
    case NUCLEUS_EXIT:
      power_off((uint8_t)registers->rdi);
    case NUCLEUS_WRITE:
      if (readable(registers->rdi, registers->rsi)) {
        serial_write((const char *)registers->rdi, registers->rsi);
      }
      break;
    case NUCLEUS_TIMER:
      timer(registers);
      break;
    case NUCLEUS_CALENDAR:
      calendar(registers);
      break;
    default:
      for (const nucleus_hook *hook = nucleus_hooks; hook != nucleus_hooks_end; hook++) {
        if ((*hook)(registers)) return;
      }
      trap(registers);
  }
}

void nucleus_enter(struct registers *registers) {
  if (registers->vector == VECTOR_BREAKPOINT) {
    call(registers);
  } else if (registers->vector < VECTOR_TIMER) {
    trap(registers);
  } else if (registers->vector != VECTOR_SPURIOUS) {
    if (registers->vector != VECTOR_TIMER) {
      device_attention |= UINT32_C(1) << (registers->vector - VECTOR_DEVICES);
    }
    apic_write(APIC_END_OF_INTERRUPT, 0);
  }
}

// -- Start: the PVH hand-over (Xen public/arch-x86/hvm/start_info.h) -------------------------------

struct hvm_start_info {
  uint32_t magic, version, flags, modules;
  uint64_t module_list, command_line, acpi_root, memory_map;
  uint32_t memory_map_entries, reserved;
};

struct hvm_memory_map_entry {
  uint64_t start, size;
  uint32_t type, reserved;
};

enum {
  HVM_START_MAGIC = 0x336ec578,
  HVM_MEMORY_RAM = 1,
  /// Above it lie devices; memory beyond is not used.
  MEMORY_LIMIT = 0xc0000000,
};

static _Noreturn void refuse(const char *message, size_t size) {
  serial_write(message, size);
  power_off(255);
}

#define REFUSE(message) refuse(message "\n", sizeof message)

/// The end of the RAM that the image lies in, a multiple of the page size.
static uintptr_t find_memory_end(const struct hvm_start_info *info) {
  const struct hvm_memory_map_entry *map = (const void *)(uintptr_t)info->memory_map;
  for (uint32_t index = 0; index < info->memory_map_entries; index++) {
    uint64_t start = map[index].start, end = start + map[index].size;
    if (map[index].type == HVM_MEMORY_RAM && start <= (uintptr_t)image_start
        && end > (uintptr_t)image_start) {
      if (end > MEMORY_LIMIT) end = MEMORY_LIMIT;
      return end & -(uintptr_t)PAGE_SIZE;
    }
  }
  return 0;
}

static void copy_command_line(const char *from) {
  for (size_t index = 0; from != NULL && from[index] != 0; index++) {
    if (index == COMMAND_LINE_SIZE - 1) REFUSE("PANIC the boot arguments are longer than 4095 bytes");
    boot_information.command_line[index] = from[index];
  }
}

// -- Page tables (Intel SDM volume 3, 4.5) ---------------------------------------------------------

/// Takes the next page after the image for a table. Memory has to be cleared: only the image's own
/// part of it is known to be zero.
static uint64_t *new_table(uintptr_t *free) {
  uint64_t *table = (uint64_t *)*free;
  *free += PAGE_SIZE;
  uint64_t *cursor = table;
  uint64_t count = PAGE_SIZE / 8;
  __asm__ volatile("rep stosq" : "+D"(cursor), "+c"(count) : "a"((uint64_t)0) : "memory");
  return table;
}

static uint64_t *next_level(uint64_t *entry, uintptr_t *free) {
  if (*entry == 0) *entry = (uintptr_t)new_table(free) | PTE_TABLE;
  return (uint64_t *)(*entry & ~(uint64_t)(PAGE_SIZE - 1));
}

/// The level-2 entry for `address`, tables above it made as needed.
static uint64_t *directory_entry(uint64_t *root, uintptr_t address, uintptr_t *free) {
  uint64_t *pointers = next_level(&root[address >> 39 & 511], free);
  return &next_level(&pointers[address >> 30 & 511], free)[address >> 21 & 511];
}

/// Maps [start, end) to itself with 4 KiB pages, or with 2 MiB pages where they fit.
void nucleus_map(uint64_t *root, uintptr_t start, uintptr_t end, uint64_t rights, uintptr_t *free) {
  while (start < end) {
    uint64_t *directory = directory_entry(root, start, free);
    if (*directory == 0 && start % LARGE_PAGE_SIZE == 0 && end - start >= LARGE_PAGE_SIZE) {
      *directory = start | rights | PTE_LARGE;
      start += LARGE_PAGE_SIZE;
      continue;
    }
    uint64_t *table = next_level(directory, free);
    uintptr_t stop = (start | (LARGE_PAGE_SIZE - 1)) + 1;
    if (stop > end) stop = end;
    for (; start < stop; start += PAGE_SIZE) table[start >> 12 & 511] = start | rights;
  }
}

/// Where the heap starts: after every table that mapping the memory can need. These are the root, its
/// table of pointers, directory and table for the APIC; two tables for the devices and theirs; a
/// directory for each GiB; a table for each 2 MiB of the image and the tables themselves, and one for
/// the memory's unaligned end.
static uintptr_t tables_end(void) {
  uintptr_t tables = 4 + 2 + ((memory_end - 1) >> 30) + 1 + ((uintptr_t)image_end >> 21) + 2 + 1;
  return (uintptr_t)image_end + tables * PAGE_SIZE;
}

static uint64_t *build_page_tables(void) {
  uintptr_t free = (uintptr_t)image_end;
  const uintptr_t heap = tables_end();
  if (heap + PAGE_SIZE > memory_end) REFUSE("PANIC not enough memory for this image");
  uint64_t *root = new_table(&free);
#define MAP(start, end, rights) nucleus_map(root, (uintptr_t)(start), (uintptr_t)(end), rights, &free)
  MAP(image_start, nucleus_text_end, PTE_PRESENT);
  MAP(nucleus_text_end, text_end, PTE_PRESENT | PTE_USER);
  MAP(text_end, rodata_end, PTE_PRESENT | PTE_USER | PTE_NO_EXECUTE);
  MAP(rodata_end, data_end, PTE_DATA);
  MAP(data_end, nucleus_data_end, PTE_PRESENT | PTE_WRITABLE | PTE_NO_EXECUTE);
  MAP(nucleus_data_end, bss_end, PTE_DATA);
  MAP(trap_stack, trap_stack_top, PTE_DATA);
  MAP(application_stack, application_stack_top, PTE_DATA);
  MAP(heap, memory_end, PTE_DATA);
  MAP(APIC, APIC + PAGE_SIZE,
      PTE_PRESENT | PTE_WRITABLE | PTE_NO_EXECUTE | PTE_NO_CACHE | PTE_WRITE_THROUGH);
#undef MAP
  nucleus_free_table = free;
  boot_information.heap_start = heap;
  boot_information.heap_size = memory_end - heap;
  return root;
}

// -- Tables of the processor -----------------------------------------------------------------------

static void fill_interrupt_table(void) {
  for (int vector = 0; vector < VECTOR_COUNT; vector++) {
    uint64_t handler = nucleus_stubs[vector];
    // Present, interrupt gate (interrupts stay off); int3 may be called from ring 3.
    uint64_t type = vector == VECTOR_BREAKPOINT ? 0xee00 : 0x8e00;
    interrupt_table[vector * 2] = (handler & 0xffff) | SELECTOR_CODE_RING0 << 16 | type << 32
                                  | (handler >> 16 & 0xffff) << 48;
    interrupt_table[vector * 2 + 1] = handler >> 32;
  }
}

static void fill_segment_table(void) {
  uint64_t address = (uintptr_t)&task_state;
  for (int index = 0; index < 5; index++) segment_table[index] = segment_table_template[index];
  task_state.rsp0 = (uintptr_t)nucleus_stack_top;
  task_state.io_map = sizeof task_state;
  segment_table[SELECTOR_TASK_STATE / 8] = (sizeof task_state - 1) | (address & 0xffffff) << 16
                                           | UINT64_C(0x89) << 40 | (address >> 24 & 0xff) << 56;
  segment_table[SELECTOR_TASK_STATE / 8 + 1] = address >> 32;
}

/// Called once by start.S. Returns the root of the final page tables; the APIC is reached through
/// them only, so start.S calls nucleus_start_timer after it loaded them.
uint64_t *nucleus_boot(const struct hvm_start_info *info) {
  out8(SERIAL_FIFO_CONTROL, 1);
  if (info->magic != HVM_START_MAGIC || info->version < 1) {
    REFUSE("PANIC not started by the PVH boot protocol, version 1");
  }
  memory_end = find_memory_end(info);
  if (memory_end == 0) REFUSE("PANIC the memory map does not contain the image");
  copy_command_line((const char *)(uintptr_t)info->command_line);
  fill_interrupt_table();
  fill_segment_table();
  return build_page_tables();
}

/// Called once by start.S on the final page tables.
void nucleus_start_timer(void) {
  apic_write(APIC_SPURIOUS, APIC_ENABLE | VECTOR_SPURIOUS);
  apic_write(APIC_TIMER_DIVIDE, APIC_DIVIDE_BY_1);
  timer_reference();
  boot_information.timer_started = time_stamp();
}

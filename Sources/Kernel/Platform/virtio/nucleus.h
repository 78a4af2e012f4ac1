//
// nucleus.h - what the ring-0 nucleus and the ring-3 platform code share.
//
#ifndef MIRADOR_VIRTIO_NUCLEUS_H
#define MIRADOR_VIRTIO_NUCLEUS_H

#include <stddef.h>
#include <stdint.h>

#include "../common/registers.h"
#include "layout.h"

/// Filled by nucleus_boot before ring 3 starts; lies in ring 3's data.
struct boot_information {
  uintptr_t heap_start;
  size_t heap_size;
  /// Time-stamp counter when the local APIC timer was set to count down from UINT32_MAX.
  uint64_t timer_started;
  char command_line[COMMAND_LINE_SIZE];
};

/// What ring 3 learns of a trap: registers, and the address for a page fault.
struct trap_frame {
  struct registers registers;
  uint64_t address;
};

extern struct boot_information boot_information;
extern struct trap_frame trap_frame;

/// Sources whose interrupts came: set by the nucleus while it sleeps, cleared by ring 3.
extern uint32_t device_attention;

struct answer {
  uint64_t rax, rcx, rdx;
};

/// A call of ring 3 into the nucleus; layout.h has the numbers.
static inline struct answer nucleus_call(uint64_t number, uint64_t first, uint64_t second) {
  struct answer answer = {.rax = number};
  __asm__ volatile("int3"
                   : "+a"(answer.rax), "=c"(answer.rcx), "=d"(answer.rdx)
                   : "D"(first), "S"(second)
                   : "memory");
  return answer;
}

/// Where the nucleus sends a trap of ring 3: platform_trap(&trap_frame) on the trap stack.
_Noreturn void platform_trap(const struct trap_frame *frame);

// -- Between the files of ring 0 -------------------------------------------------------------------

#define NUCLEUS_DATA __attribute__((section(".bss.nucleus")))

/// Calls of parts that are not in every image: true when the call was theirs. Constants in the section
/// `.nucleus.hooks`, of which the linker keeps those that something in the image refers to.
typedef int (*nucleus_hook)(struct registers *registers);
extern const nucleus_hook nucleus_hooks[], nucleus_hooks_end[];

/// Maps [start, end) to itself with 4 KiB pages, or with 2 MiB pages where they fit. `root` and the
/// tables, which are taken from `free` on, must be mapped themselves.
void nucleus_map(uint64_t *root, uintptr_t start, uintptr_t end, uint64_t rights, uintptr_t *free);

/// The next page for a table once the final ones are in use.
extern uintptr_t nucleus_free_table;

#define PTE_PRESENT UINT64_C(1)
#define PTE_WRITABLE UINT64_C(2)
#define PTE_USER UINT64_C(4)
#define PTE_WRITE_THROUGH UINT64_C(8)
#define PTE_NO_CACHE UINT64_C(16)
#define PTE_LARGE UINT64_C(0x80)
#define PTE_NO_EXECUTE (UINT64_C(1) << 63)
#define PTE_TABLE (PTE_PRESENT | PTE_WRITABLE | PTE_USER)
#define PTE_DATA (PTE_PRESENT | PTE_WRITABLE | PTE_USER | PTE_NO_EXECUTE)

/// The local APIC timer's rate on QEMU's emulation and on KVM: one count is one nanosecond with the
/// divider at 1 (QEMU hw/intc/apic.c; Linux arch/x86/kvm/lapic.h, APIC_BUS_CYCLE_NS).
enum { TIMER_NANOSECONDS_PER_COUNT = 1 };

#endif

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

/// Where the nucleus sends a trap of ring 3: platform_trap(&trap_frame) on the trap stack.
_Noreturn void platform_trap(const struct trap_frame *frame);

/// The local APIC timer's rate on QEMU's emulation and on KVM: one count is one nanosecond with the
/// divider at 1 (QEMU hw/intc/apic.c; Linux arch/x86/kvm/lapic.h, APIC_BUS_CYCLE_NS).
enum { TIMER_NANOSECONDS_PER_COUNT = 1 };

#endif

//
// nucleus_devices.c - the part of ring 0 that images with drivers have: devices' registers for ring 3, and
// their interrupts by an I/O APIC.
//
// It is in an image when devices.c is, which refers to its hook. The rules are nucleus.c's.
//
#include "nucleus.h"

#pragma clang section text = ".nucleus.devices"

extern char early_pml4[];

enum {
  IO_APIC_SELECT = 0x00,
  IO_APIC_VALUE = 0x10,
  /// Two registers for each pin, the low half of its entry first.
  IO_APIC_ENTRIES = 0x10,
  /// Vectors that devices share, VECTOR_DEVICES and on.
  DEVICE_VECTORS = VECTOR_SPURIOUS - VECTOR_DEVICES,
};

/// How many there are; 0 before anybody asked.
NUCLEUS_DATA static uint32_t slots;

/// Maps what devices need, when a driver asks for the first time: most images drive none, and their boot
/// is the shorter. The tables are not mapped, so the early ones, which lead to all low memory, are put
/// in use meanwhile.
static void map_devices(void) {
  const uint64_t io = PTE_PRESENT | PTE_WRITABLE | PTE_NO_EXECUTE | PTE_NO_CACHE | PTE_WRITE_THROUGH;
  uint64_t root;
  __asm__ volatile("movq %%cr3, %0" : "=r"(root));
  __asm__ volatile("movq %0, %%cr3" : : "r"((uintptr_t)early_pml4) : "memory");
  nucleus_map((uint64_t *)root, VIRTIO_WINDOW, VIRTIO_WINDOW + VIRTIO_SLOTS * VIRTIO_SLOT_SIZE,
      io | PTE_USER, &nucleus_free_table);
  nucleus_map((uint64_t *)root, IO_APIC, IO_APIC + PAGE_SIZE, io, &nucleus_free_table);
  nucleus_map((uint64_t *)root, SECOND_IO_APIC, SECOND_IO_APIC + PAGE_SIZE, io, &nucleus_free_table);
  __asm__ volatile("movq %0, %%cr3" : : "r"(root) : "memory");
}

/// Makes the slots reachable for ring 3.
/// registers: rax = how many there are.
static void open_devices(struct registers *registers) {
  if (slots == 0) {
    map_devices();
    uintptr_t last = VIRTIO_WINDOW + (VIRTIO_SLOTS - 1) * VIRTIO_SLOT_SIZE;
    slots = *(volatile uint32_t *)last == VIRTIO_MAGIC ? VIRTIO_SLOTS : VIRTIO_FEW_SLOTS;
  }
  registers->rax = slots;
}

static inline void io_apic_write(uintptr_t apic, uint32_t index, uint32_t value) {
  *(volatile uint32_t *)(apic + IO_APIC_SELECT) = index;
  *(volatile uint32_t *)(apic + IO_APIC_VALUE) = value;
}

/// Lets the interrupt of a slot through, as an edge: the device raises the line once and drops it when
/// its driver has acknowledged, which ring 3 does long after the interrupt was taken.
/// registers: rdi = slot, rax = its source.
static void connect_interrupt(struct registers *registers) {
  uint32_t slot = (uint32_t)registers->rdi;
  registers->rax = slot % DEVICE_VECTORS;
  if (slot >= slots) return;
  uintptr_t apic = slots == VIRTIO_SLOTS ? SECOND_IO_APIC : IO_APIC;
  uint32_t pin = slots == VIRTIO_SLOTS ? slot : slot + VIRTIO_FEW_SLOTS_FIRST_PIN;
  // Fixed delivery to the processor whose APIC has the number 0 (Intel 82093AA, 3.2.4).
  io_apic_write(apic, IO_APIC_ENTRIES + 2 * pin + 1, 0);
  io_apic_write(apic, IO_APIC_ENTRIES + 2 * pin, VECTOR_DEVICES + (uint32_t)registers->rax);
}

static int call(struct registers *registers) {
  switch (registers->rax) {
    case NUCLEUS_DEVICES:
      open_devices(registers);
      return 1;
    case NUCLEUS_INTERRUPT:
      connect_interrupt(registers);
      return 1;
    default:
      return 0;
  }
}

__attribute__((section(".nucleus.hooks"))) const nucleus_hook nucleus_devices_hook = call;

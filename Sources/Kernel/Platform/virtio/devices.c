//
// devices.c - what drivers ask of a virtual machine; all of it runs in ring 3. Devices' registers are
// memory that the nucleus maps when the first driver asks; interrupts come by way of the nucleus.
//
#include <platform_devices.h>

#include "nucleus.h"

_Static_assert(PLATFORM_VIRTIO_SLOT_SIZE == VIRTIO_SLOT_SIZE, "");

uint32_t platform_attention(void) {
  // Interrupts are off while this runs: none is lost between the two.
  uint32_t attention = device_attention;
  device_attention = 0;
  return attention;
}

static inline uintptr_t place(uint32_t slot, uint32_t offset) {
  return VIRTIO_WINDOW + slot * VIRTIO_SLOT_SIZE + offset;
}

uint32_t platform_virtio_open(void) {
  // Keeps the nucleus's part in the image, at no cost.
  __asm__ volatile(".reloc ., R_X86_64_NONE, nucleus_devices_hook");
  return (uint32_t)nucleus_call(NUCLEUS_DEVICES, 0, 0).rax;
}

uint32_t platform_virtio_read(uint32_t slot, uint32_t offset) {
  return *(volatile uint32_t *)place(slot, offset);
}

uint8_t platform_virtio_read_byte(uint32_t slot, uint32_t offset) {
  return *(volatile uint8_t *)place(slot, offset);
}

void platform_virtio_write(uint32_t slot, uint32_t offset, uint32_t value) {
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  *(volatile uint32_t *)place(slot, offset) = value;
}

uint32_t platform_virtio_connect(uint32_t slot) {
  return (uint32_t)nucleus_call(NUCLEUS_INTERRUPT, slot, 0).rax;
}

/// Memory is mapped to itself.
uint64_t platform_dma_address(const void *memory) {
  return (uintptr_t)memory;
}

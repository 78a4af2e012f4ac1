//
// platform_ring.h - accesses to memory that a device reads and writes at the same time.
//
// Each access happens exactly once and where it stands: what was checked is what is used. On x86-64
// stores are seen in their order and loads happen in theirs (Intel SDM volume 3, 9.2.2); only a load
// after a store to another place needs the fence.
//
#ifndef MIRADOR_PLATFORM_RING_H
#define MIRADOR_PLATFORM_RING_H

#include <stdint.h>

static inline uint16_t ring_load16(const void *address) {
  return __atomic_load_n((const volatile uint16_t *)address, __ATOMIC_ACQUIRE);
}

static inline uint32_t ring_load32(const void *address) {
  return __atomic_load_n((const volatile uint32_t *)address, __ATOMIC_ACQUIRE);
}

static inline void ring_store16(void *address, uint16_t value) {
  __atomic_store_n((volatile uint16_t *)address, value, __ATOMIC_RELEASE);
}

/// What was stored before is seen by others before anything is loaded after.
static inline void ring_fence(void) {
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

#endif

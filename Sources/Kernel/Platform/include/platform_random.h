//
// platform_random.h - what the processor and the host have of randomness. Raw material: the module Entropy
// tests it and makes random bytes of it.
//
#ifndef MIRADOR_PLATFORM_RANDOM_H
#define MIRADOR_PLATFORM_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// `unix` only. Moves up to `size` bytes (1024 at most) that the kernel's getrandom gave before lock-down to
/// `bytes`; nothing of them is left behind. Returns how many: 0 after the first time. An image that does
/// not call this does not ask the kernel.
size_t platform_random_take(void *bytes, size_t size);

/// How the processor gives random words: RDSEED and RDRAND (Intel SDM volume 1, 7.3.17).
enum platform_random_instruction {
  PLATFORM_RANDOM_NONE = 0,
  PLATFORM_RANDOM_RDRAND = 1,
  PLATFORM_RANDOM_RDSEED = 2,
};

static inline void platform_random_cpuid(uint32_t leaf, uint32_t *ebx, uint32_t *ecx) {
  uint32_t eax = leaf, edx;
  *ecx = 0;
  __asm__ volatile("cpuid" : "+a"(eax), "=b"(*ebx), "+c"(*ecx), "=d"(edx));
  if (leaf == 0) *ebx = eax;
}

/// The better of the two that the processor has (CPUID leaf 7, EBX bit 18; leaf 1, ECX bit 30).
static inline enum platform_random_instruction platform_random_instruction(void) {
  uint32_t ebx, ecx, most;
  platform_random_cpuid(0, &most, &ecx);
  if (most >= 7) {
    platform_random_cpuid(7, &ebx, &ecx);
    if (ebx >> 18 & 1) return PLATFORM_RANDOM_RDSEED;
  }
  platform_random_cpuid(1, &ebx, &ecx);
  return ecx >> 30 & 1 ? PLATFORM_RANDOM_RDRAND : PLATFORM_RANDOM_NONE;
}

/// A word from that instruction; false when the processor has none ready.
static inline bool platform_random_word(
    enum platform_random_instruction instruction, uint64_t *word) {
  bool valid = false;
  *word = 0;
  if (instruction == PLATFORM_RANDOM_RDSEED) {
    __asm__ volatile("rdseed %0; setc %1" : "=r"(*word), "=qm"(valid) : : "cc");
  } else if (instruction == PLATFORM_RANDOM_RDRAND) {
    __asm__ volatile("rdrand %0; setc %1" : "=r"(*word), "=qm"(valid) : : "cc");
  }
  return valid;
}

/// The time-stamp counter, all work before it done (Intel SDM volume 2, LFENCE and RDTSC).
static inline uint64_t platform_random_time_stamp(void) {
  uint32_t low, high;
  __asm__ volatile("lfence; rdtsc" : "=a"(low), "=d"(high) : : "memory");
  return (uint64_t)high << 32 | low;
}

/// Overwrites memory that held a secret; a compiler does not leave it out.
static inline void platform_random_wipe(void *bytes, size_t size) {
  for (size_t index = 0; index < size; index++) ((volatile uint8_t *)bytes)[index] = 0;
}

#ifdef __cplusplus
}
#endif

#endif

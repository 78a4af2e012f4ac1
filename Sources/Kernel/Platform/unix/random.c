//
// random.c - random bytes of the kernel's, taken before lock-down: getrandom is not among the calls that are
// left. Only images that ask for them take them (see devices.c).
//
#include <platform.h>
#include <platform_random.h>

#include "kernel.h"

enum { SEED_SIZE = 1024 };

static uint8_t seed[SEED_SIZE];
static size_t seed_size;

static void take_seed(const char *const *environment) {
  (void)environment;
  while (seed_size < SEED_SIZE) {
    long got = system_call(
        CALL_GETRANDOM, (long)(seed + seed_size), (long)(SEED_SIZE - seed_size), 0, 0, 0, 0);
    if (got == -LINUX_EINTR) continue;
    // A kernel without the call: the image finds that there is no seed.
    if (got <= 0) return;
    seed_size += (size_t)got;
  }
}

__attribute__((section(".start_hooks"))) unix_start_hook const unix_random_hook = take_seed;

size_t platform_random_take(void *bytes, size_t size) {
  // Keeps the hook in the image, at no cost.
  __asm__ volatile(".reloc ., R_X86_64_NONE, unix_random_hook");
  size_t count = size < seed_size ? size : seed_size;
  for (size_t index = 0; index < count; index++) ((uint8_t *)bytes)[index] = seed[index];
  platform_random_wipe(seed, sizeof seed);
  seed_size = 0;
  return count;
}

//
// start.c - the step between the platform and Swift: the heap, then main.
//
#ifdef MIRADOR_IMAGE

#include <platform.h>

#include "CNucleus.h"

/// Swift's entry: made by the compiler for the generated `@main` type. It runs the executor's loop.
int main(int count, char **arguments);

uintptr_t nucleus_stack_base;

void nucleus_start(const struct platform_start_info *info) {
  nucleus_stack_base = (uintptr_t)__builtin_frame_address(0);
  nucleus_heap_init((void *)info->heap_start, info->heap_size);
  main(0, (char *[]){0});
  nucleus_panic("main returned");
}

void nucleus_flush(void) {
  fflush(NULL);
}

#endif

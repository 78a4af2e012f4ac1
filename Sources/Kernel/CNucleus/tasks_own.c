//
// tasks_own.c - this unikernel's own memory, as those who look for tasks read it.
//
#include <platform.h>

#include "CNucleusTasks.h"
#include "heap.h"
// The structures' field of that name.
#undef heap

/// Swift's own note for debuggers; weak: an image in which nothing makes a task has none.
extern const uintptr_t task_metadata __asm__("_swift_concurrency_debug_asyncTaskMetadata")
    __attribute__((weak));

#ifdef MIRADOR_IMAGE
extern const char image_start[], text_end[], data_end[];
#else
static const char image_start[1], text_end[1], data_end[1];
#endif

static bool is_within(uintptr_t address, size_t size, uintptr_t start, size_t length) {
  return address >= start && size <= length && address - start <= length - size;
}

static bool read_own(void *context, uintptr_t address, void *bytes, size_t size) {
  (void)context;
  const struct platform_start_info *information = platform_information();
  const uintptr_t start = (uintptr_t)text_end, end = (uintptr_t)data_end;
  if (!is_within(address, size, information->heap_start, information->heap_size) &&
      !is_within(address, size, (uintptr_t)&nucleus_heap, sizeof nucleus_heap) &&
      !(end > start && is_within(address, size, start, end - start))) {
    return false;
  }
  NUCLEUS(memcpy)(bytes, (const void *)address, size);
  return true;
}

const struct nucleus_memory nucleus_own_memory = {
    .read = read_own,
    .code_start = (uintptr_t)image_start,
    .data_start = (uintptr_t)text_end,
    .data_end = (uintptr_t)data_end,
};

struct nucleus_task_roots nucleus_own_task_roots(void) {
  return (struct nucleus_task_roots){
      .heap = (uintptr_t)&nucleus_heap,
      .metadata = &task_metadata != NULL ? task_metadata : 0,
  };
}

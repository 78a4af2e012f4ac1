//
// heap_inspect.c - a heap's figures, read from its state wherever that is. See CNucleusHeap.h.
//
#include "CNucleusHeap.h"
#include "heap.h"
// Here it is the heap that is looked at, which need not be our own.
#undef heap

/// Reads the member `name` of the state at `address` into `target`.
#define READ(name, target)                                                                    \
  memory->read(memory->context, address + offsetof(struct nucleus_heap_state, name), &(target), \
               sizeof(target))

bool nucleus_heap_inspect(const struct nucleus_memory *memory, uintptr_t address,
                          struct nucleus_heap_summary *summary) {
  size_t pages, initialised, reserved, most_reserved, large_pages;
  uint64_t layout, large_allocations, large_frees;
  if (!READ(layout, layout) || layout != HEAP_LAYOUT) return false;
  if (!READ(page_count, pages) || !READ(initialised, initialised) || !READ(reserved, reserved) ||
      !READ(most_reserved, most_reserved) || !READ(large_pages, large_pages) ||
      !READ(large_allocations, large_allocations) || !READ(large_frees, large_frees)) {
    return false;
  }
  *summary = (struct nucleus_heap_summary){
      .total = pages << PAGE_SHIFT,
      .reserved = reserved << PAGE_SHIFT,
      .high_water = most_reserved << PAGE_SHIFT,
      .touched = initialised << PAGE_SHIFT,
      .large_blocks = (size_t)(large_allocations - large_frees),
      .large_bytes = large_pages << PAGE_SHIFT,
      .large_allocations = large_allocations,
  };
  return true;
}

bool nucleus_heap_inspect_class(const struct nucleus_memory *memory, uintptr_t address,
                                unsigned index, struct nucleus_heap_class *result) {
  struct size_class class;
  if (index >= CLASS_COUNT) return false;
  address += index * sizeof class;
  if (!READ(classes[0], class)) return false;
  const size_t slab = (size_t)class.pages << PAGE_SHIFT;
  *result = (struct nucleus_heap_class){
      .size = class.slot_size,
      .live = class.allocations - class.frees,
      .allocations = class.allocations,
      .reserved = class.slabs * slab,
      .high_water = class.most_slabs * slab,
  };
  return true;
}

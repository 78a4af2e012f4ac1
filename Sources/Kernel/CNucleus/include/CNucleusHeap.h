//
// CNucleusHeap.h - what can be known about a heap: this unikernel's, or one that stands still and is
// read from outside.
//
// As in CNucleusTasks.h all memory is asked of a `nucleus_memory`; nothing allocates or changes anything.
//
#ifndef MIRADOR_CNUCLEUS_HEAP_INSPECTION_H
#define MIRADOR_CNUCLEUS_HEAP_INSPECTION_H

#include "CNucleusTasks.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A heap as a whole; sizes in bytes.
struct nucleus_heap_summary {
  /// What could be handed out at most.
  size_t total;
  /// Pages that are part of slabs and large blocks, and the most that they have been.
  size_t reserved, high_water;
  /// How far from its beginning memory was ever handed out.
  size_t touched;
  /// Live blocks of whole pages: their number, their bytes, and how many there ever were.
  size_t large_blocks, large_bytes;
  uint64_t large_allocations;
};

/// Blocks of one size.
struct nucleus_heap_class {
  /// Bytes of a block.
  size_t size;
  /// Blocks that are live now, and how many there ever were.
  uint64_t live, allocations;
  /// Bytes of the pages that hold blocks of this size, and the most that they have been.
  size_t reserved, high_water;
};

/// Reads the heap whose nucleus_heap is at `address`; false when that cannot be read.
bool nucleus_heap_inspect(const struct nucleus_memory *memory, uintptr_t address,
                          struct nucleus_heap_summary *summary);

/// Reads the size class `index`, which counts from 0; false after the last one.
bool nucleus_heap_inspect_class(const struct nucleus_memory *memory, uintptr_t address,
                                unsigned index, struct nucleus_heap_class *class);

#ifdef __cplusplus
}
#endif

#endif

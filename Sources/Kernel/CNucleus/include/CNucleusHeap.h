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

/// Reads the heap whose nucleus_heap is at `address`; false when that cannot be read, or is
/// the heap of an image of another version.
bool nucleus_heap_inspect(const struct nucleus_memory *memory, uintptr_t address,
                          struct nucleus_heap_summary *summary);

/// Reads the size class `index`, which counts from 0; false after the last one.
bool nucleus_heap_inspect_class(const struct nucleus_memory *memory, uintptr_t address,
                                unsigned index, struct nucleus_heap_class *class);

/// Looks at every rule of the heap whose nucleus_heap is at `address`, as far as they hold at any moment;
/// NULL when they do, else the one that is broken, in words, and by `*page` which page of the heap that
/// was found at. What it is called on may hold anything.
const char *nucleus_heap_verify(const struct nucleus_memory *memory, uintptr_t address,
                                size_t *page);

// -- Profile: who allocates -----------------------------------------------------------------------
//
// Off, malloc and free run as if there were none. On, every allocation is counted down from a number of
// bytes, and the one at which that is used up is a sample: its callers are noted, and it stands for
// as many bytes. In place growth by realloc, and blocks aligned above 16 bytes, are not seen.

enum { NUCLEUS_SITE_FRAMES = 10 };

/// A way to malloc.
struct nucleus_heap_site {
  /// Return addresses, innermost first; 0 after the last.
  uintptr_t frames[NUCLEUS_SITE_FRAMES];
  /// Samples that are live, and all there were.
  uint64_t live, samples;
  /// Bytes that the live ones stand for, and all.
  uint64_t live_bytes, bytes;
};

/// Starts anew with a sample about every `period` bytes; 1 samples everything. False when there is no
/// memory for it, about 150 KiB.
bool nucleus_profile_start(size_t period);

/// Samples nothing from now on; what is live is still followed to its end. For whoever is about to report.
void nucleus_profile_pause(void);

/// Ends it and forgets it all.
void nucleus_profile_stop(void);

bool nucleus_profile_is_on(void);

/// The site `index`, which counts from 0; false after the last one.
bool nucleus_profile_site(unsigned index, struct nucleus_heap_site *site);

/// Samples for which there was no room.
uint64_t nucleus_profile_dropped(void);

/// Where the application's stack begins: frames are looked for below it. In tests it is set by hand.
extern uintptr_t nucleus_stack_base;

#ifdef __cplusplus
}
#endif

#endif

//
// heap.h - the allocator's structures; internal to the heap_*.c files.
//
//   start                                                                            start + size
//   | page records (32 bytes per page) | page 0 | page 1 | page 2 | ... frontier | never touched |
//
// Memory is dealt in pages of 4 KiB. A block above 2 KiB is a run of whole pages; smaller ones are
// slots of a slab: one to four pages cut into slots of one size class.
//
//   record of   page 0      1      2      3      4      5      6      7
//               SLAB   SLAB+1 LARGE  -      FREE   -      TAIL   SLAB
//                             2 pages       3 pages       3 pages
//               \_ 1 slab _/  \_ block _/   \_ free run ______/
//
// Everything about a page is in its record, nothing in the page itself but the list of free slots,
// so an overrun in a block cannot break the page pool, and nothing is touched early: records are
// written when the frontier passes their page, slots when they are first wanted. First touch of a
// page may cost a fault of 8 us in the host, and the heap may be 1 GiB.
//
// Free runs: no two are neighbours and none touches the frontier (which moves back instead). They
// hang in bins by length. Taking pages prefers the bins, then the frontier.
//
// Slabs: those with a slot to give are in their class's list, whose first one malloc pops from. A
// slab that fills leaves the list when malloc finds it so, and comes back, last, at the first free.
// Of the slabs that become empty each class keeps the one in use and one more (`spare`); they go
// back to the pool by nucleus_heap_trim, which also runs before memory is declared out.
//
// Files: heap.c (malloc, free, statistics), heap_slabs.c, heap_pages.c, heap_resize.c (realloc,
// alignment), heap_check.c. One thread; no locks.
//
#ifndef MIRADOR_CNUCLEUS_HEAP_H
#define MIRADOR_CNUCLEUS_HEAP_H

#include "CNucleus.h"

enum {
  PAGE_SHIFT = 12,
  PAGE_SIZE = 1 << PAGE_SHIFT,
  /// Every block's alignment and the step of the smallest classes.
  GRANULE = 16,
  /// The largest slot; above it blocks are whole pages.
  SMALL_LIMIT = 2048,
  /// 16, 32, 48, 64, then four per doubling.
  CLASS_COUNT = 24,
  /// Runs of 1...32 pages have a bin each, longer ones two bins per doubling.
  EXACT_BINS = 32,
  BIN_COUNT = 96,
};

/// What a page record says its page is.
enum page_kind {
  /// Inside or at the end of a run that its first page describes.
  PAGE_INSIDE = 0,
  /// The first page of a large block of `count` pages.
  PAGE_LARGE,
  /// The first page of a free run of `count` pages.
  PAGE_FREE,
  /// The last page of a free run of `count` > 1 pages.
  PAGE_FREE_TAIL,
  /// The first page of a slab; PAGE_SLAB + 1, 2, 3 are those after it.
  PAGE_SLAB,
};

/// A free slot.
struct slot {
  struct slot *next;
  /// SLOT_FREE_MARK while it is free, so that a second free is noticed.
  uint64_t mark;
};

#define SLOT_FREE_MARK 0x6d697261646f7221u

/// The record of one page.
struct page {
  union {
    /// Slab: the free slots.
    struct slot *free;
    /// Runs: length in pages.
    size_t count;
  };
  /// The class's list or the bin's list, circular through its head; `next` is NULL in none.
  struct page *next, *previous;
  /// Slab: slots that are live. (32 bits: clang reads it together with a narrower neighbour, which
  /// the processor cannot serve from the last store.)
  uint32_t used;
  /// Slab: bytes from its start that have been cut into slots.
  uint16_t cut;
  /// enum page_kind.
  uint8_t kind;
  /// Slab: its size class.
  uint8_t size_class;
};

_Static_assert(sizeof(struct page) == 32, "a page record is 32 bytes");

/// A size class; all but its counts is constant after nucleus_heap_init.
struct size_class {
  /// Bytes per slot.
  uint32_t slot_size;
  /// 2^32 / slot_size, rounded up: offset * reciprocal < reciprocal (modulo 2^32) exactly when
  /// slot_size divides offset (for offsets and sizes below 2^16).
  uint32_t reciprocal;
  /// Pages per slab.
  uint32_t pages;
  /// Slots per slab.
  uint32_t slots;
  /// Slabs there are, and the most that there have been.
  uint32_t slabs, most_slabs;
  /// Slots given out and taken back since the start; the difference is live.
  uint64_t allocations, frees;
};

/// Is told of every block that malloc, calloc and realloc give out, and of every one that is freed.
struct heap_observer {
  void (*allocated)(void *block, size_t size);
  void (*freed)(void *block);
};

struct nucleus_heap_state {
  /// Page 0, and its record.
  uintptr_t base;
  struct page *pages;
  /// Pages that have been handed out and are not part of the untouched end.
  size_t frontier;
  /// Pages in all.
  size_t page_count;
  /// Records below this are valid; the frontier's highest place.
  size_t initialised;
  /// Pages that are part of slabs or large blocks, and the most that they have been.
  size_t reserved, most_reserved;
  /// Pages of live large blocks.
  size_t large_pages;
  /// Large blocks given out and taken back since the start.
  uint64_t large_allocations, large_frees;

  /// Sizes from here on, and pages of kinds below this one, take the slow way: SMALL_LIMIT + 1 and
  /// PAGE_SLAB. While somebody observes, 0 and 255: all of them. The fast ways compare with these in
  /// the place of constants, so that an observer costs nothing where there is none.
  size_t slow_size;
  uint8_t slow_kind;
  /// Who is told of each block, NULL for nobody.
  const struct heap_observer *observer;

  /// Heads of the lists of slabs with a slot to give; a head has no free slot.
  struct page slabs[CLASS_COUNT];
  /// The empty slab a class keeps, NULL if none; it may have come into use since.
  struct page *spare[CLASS_COUNT];
  struct size_class classes[CLASS_COUNT];
  /// The class of a size, by its granules rounded up.
  uint8_t class_of[SMALL_LIMIT / GRANULE + 1];

  /// Heads of the lists of free runs, and a bit for each that is not empty.
  struct page bins[BIN_COUNT];
  uint64_t bin_bits[2];
};

/// The heap.
extern struct nucleus_heap_state nucleus_heap;
#define heap nucleus_heap

#define likely(condition) __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)
/// Keeps a rare path out of the registers of the frequent one.
#define RARE __attribute__((noinline, cold))

// -- Small helpers --------------------------------------------------------------------------------

/// The address of the page that `page` is the record of.
static inline uintptr_t page_address(const struct page *page) {
  return heap.base + ((uintptr_t)(page - heap.pages) << PAGE_SHIFT);
}

/// Pages that `size` bytes take; 0 for sizes that no heap has.
static inline size_t pages_for(size_t size) {
  return (size + PAGE_SIZE - 1) >> PAGE_SHIFT;
}

/// The class of slots for `size` <= SMALL_LIMIT.
static inline unsigned class_of_size(size_t size) {
  return heap.class_of[(size + GRANULE - 1) / GRANULE];
}

static inline void list_reset(struct page *head) { head->next = head->previous = head; }

static inline void list_append(struct page *head, struct page *page) {
  page->next = head;
  page->previous = head->previous;
  head->previous->next = page;
  head->previous = page;
}

static inline void list_remove(struct page *page) {
  page->next->previous = page->previous;
  page->previous->next = page->next;
  page->next = NULL;
}

static inline bool is_listed(const struct page *page) { return page->next != NULL; }

/// `count` more pages are part of slabs or large blocks.
static inline void count_reserved(size_t count) {
  heap.reserved += count;
  if (heap.reserved > heap.most_reserved) heap.most_reserved = heap.reserved;
}

// -- heap_pages.c: runs of pages ------------------------------------------------------------------

/// Makes the bins empty.
void nucleus_pages_init(void);

/// Takes a run of `count` > 0 pages, its records PAGE_INSIDE; NULL when there is none. O(runs of
/// about that length).
struct page *nucleus_pages_take(size_t count);

/// Returns `count` pages from `first`, whose records are all PAGE_INSIDE. O(1).
void nucleus_pages_release(struct page *first, size_t count);

/// Adds to a run that ends before `end` the `count` free pages from there; false when they are not
/// free. O(1).
bool nucleus_pages_extend(struct page *end, size_t count);

// -- heap_slabs.c: slabs of slots -----------------------------------------------------------------

/// Fills in the size classes and makes their lists empty.
void nucleus_slabs_init(void);

/// A block of `size` bytes on `alignment`, a power of two; both at most SMALL_LIMIT. A slot, or
/// when there is no room for a slab of its class a slot of a larger class, or a page; NULL when not
/// even that is free.
void *nucleus_small_allocate(size_t size, size_t alignment);

/// A slot was put back into a slab that is in no list, or that is empty now and not the first of
/// its list.
void nucleus_slab_settle(struct page *slab);

// -- heap.c ---------------------------------------------------------------------------------------

/// A live block, found from its address.
struct block {
  /// The slab's or the large block's first record.
  struct page *page;
  /// Bytes it can hold.
  size_t size;
};

/// Finds the live block that starts at `address`; panics otherwise, as `operation` ("free").
struct block nucleus_find_block(const void *address, const char *operation);

/// A large block of whole pages, or NULL.
void *nucleus_large_allocate(size_t size);

/// Makes `count` pages from `page`, taken from the pool, a large block.
void *nucleus_large_begin(struct page *page, size_t count);

/// Bytes of live blocks, each with its rounding. O(size classes).
size_t nucleus_heap_used(void);

/// Makes `observer` the one who is told; NULL for nobody.
void nucleus_heap_observe(const struct heap_observer *observer);

/// Panics because `size` bytes are not to be had.
_Noreturn void nucleus_out_of_memory(size_t size);

#endif

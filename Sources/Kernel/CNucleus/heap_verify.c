//
// heap_verify.c - the rules of heap.h, looked at in a heap that stands still and is read from outside.
//
// As heap_check.c, but of memory that may hold anything and was stopped at any instruction: nothing is
// followed that was not found to be a slot or a record, every loop ends, and what the allocator changes
// in one go (counts, the order of lists) is left out.
//
#include "CNucleusHeap.h"
#include "heap.h"
// Here it is the heap that is looked at, which need not be our own.
#undef heap

/// A heap of this many pages is 1 TiB: no image has one.
enum { PAGES_LIMIT = 1 << 28 };

struct verification {
  const struct nucleus_memory *memory;
  uintptr_t base, records;
  size_t frontier;
  struct size_class classes[CLASS_COUNT];
};

#define REQUIRE(condition, rule) \
  do {                           \
    if (!(condition)) return rule; \
  } while (0)

static const char unreadable[] = "a part of it cannot be read";

static bool read_bytes(const struct verification *heap, uintptr_t address, void *bytes,
                       size_t size) {
  return address != 0 && heap->memory->read(heap->memory->context, address, bytes, size);
}

static bool read_page(const struct verification *heap, size_t index, struct page *page) {
  return read_bytes(heap, heap->records + index * sizeof *page, page, sizeof *page);
}

// -- What begins at a page ------------------------------------------------------------------------

/// The slots that can be given out: inside, where slots begin, unwritten, and not in a circle.
static const char *verify_free_slots(const struct verification *heap, size_t index,
                                     const struct page *slab) {
  const struct size_class *class = &heap->classes[slab->size_class];
  const uintptr_t start = heap->base + (index << PAGE_SHIFT);
  uintptr_t address = (uintptr_t)slab->free;
  size_t free = 0;
  while (address != 0) {
    struct slot slot;
    REQUIRE(address >= start && address - start < slab->cut &&
                (address - start) % class->slot_size == 0,
            "a free block's link leads out of its slab");
    REQUIRE(read_bytes(heap, address, &slot, sizeof slot), unreadable);
    REQUIRE(slot.mark == SLOT_FREE_MARK, "a free block was written to");
    REQUIRE(++free <= class->slots, "a list of free blocks is a circle");
    address = (uintptr_t)slot.next;
  }
  // One may be on its way between the two.
  const size_t all = free + slab->used, cut = slab->cut / class->slot_size;
  REQUIRE(all + 1 >= cut && all <= cut + 1, "free and live blocks of a slab do not add up");
  return NULL;
}

static const char *verify_slab(const struct verification *heap, size_t index,
                               const struct page *slab, size_t *length) {
  REQUIRE(slab->size_class < CLASS_COUNT, "a slab has no such size class");
  const struct size_class *class = &heap->classes[slab->size_class];
  REQUIRE(class->pages <= heap->frontier - index, "a slab reaches over the end");
  for (unsigned back = 1; back < class->pages; back++) {
    struct page page;
    REQUIRE(read_page(heap, index + back, &page), unreadable);
    REQUIRE(page.kind == PAGE_SLAB + back, "a slab's later page does not lead to its first");
  }
  REQUIRE(slab->cut <= class->slots * class->slot_size, "a slab is cut beyond its blocks");
  REQUIRE(slab->used <= class->slots, "a slab has more live blocks than blocks");
  *length = class->pages;
  return verify_free_slots(heap, index, slab);
}

static const char *verify_extent(const struct verification *heap, size_t index, size_t *length) {
  struct page page;
  REQUIRE(read_page(heap, index, &page), unreadable);
  switch (page.kind) {
    case PAGE_SLAB: return verify_slab(heap, index, &page, length);
    case PAGE_LARGE:
    case PAGE_FREE:
      REQUIRE(page.count > 0 && page.count <= heap->frontier - index,
              "a run of pages has an impossible length");
      *length = page.count;
      return NULL;
    default: return "a page belongs to nothing";
  }
}

// -- The state ------------------------------------------------------------------------------------

static const char *verify_classes(const struct verification *heap) {
  for (unsigned index = 0; index < CLASS_COUNT; index++) {
    const struct size_class *class = &heap->classes[index];
    REQUIRE(class->slot_size >= GRANULE && class->slot_size <= SMALL_LIMIT &&
                class->slot_size % GRANULE == 0 && class->pages > 0 && class->pages <= 4 &&
                class->slots > 0 && class->slots <= class->pages * PAGE_SIZE / class->slot_size,
            "a size class is none");
    const size_t slabs = heap->frontier / class->pages;
    REQUIRE(class->slabs <= slabs + 1, "a size class has more slabs than there are pages");
    const uint64_t live = class->allocations - class->frees;
    REQUIRE(live <= (uint64_t)(slabs + 1) * class->slots,
            "a size class has more live blocks than there is room");
  }
  return NULL;
}

const char *nucleus_heap_verify(const struct nucleus_memory *memory, uintptr_t address,
                                size_t *page) {
  struct nucleus_heap_state state;
  struct verification heap = {.memory = memory};
  *page = 0;
  REQUIRE(read_bytes(&heap, address, &state, sizeof state), unreadable);
  REQUIRE(state.layout == HEAP_LAYOUT, "it is of another version");
  REQUIRE(state.base % PAGE_SIZE == 0 && (uintptr_t)state.pages % GRANULE == 0,
          "it begins in the middle of a page");
  REQUIRE(state.page_count <= PAGES_LIMIT && state.initialised <= state.page_count &&
              state.frontier <= state.initialised && state.reserved <= state.frontier + 1 &&
              state.large_pages <= state.reserved + 1 &&
              state.most_reserved <= state.page_count &&
              state.large_allocations - state.large_frees <= state.frontier + 1,
          "its counts contradict each other");
  heap.base = state.base;
  heap.records = (uintptr_t)state.pages;
  heap.frontier = state.frontier;
  for (unsigned index = 0; index < CLASS_COUNT; index++) heap.classes[index] = state.classes[index];
  const char *broken = verify_classes(&heap);
  size_t length = 1;
  for (size_t index = 0; broken == NULL && index < heap.frontier; index += length) {
    *page = index;
    broken = verify_extent(&heap, index, &length);
  }
  return broken;
}

//
// heap.c - malloc, calloc, free: the fast paths, what they panic with, and the statistics.
//
// See heap.h for the structures. A small malloc is: the class of the size, the class's first slab,
// its first free slot. A small free is: the page's record, the slab's record, push.
//
#include "heap.h"

struct nucleus_heap_state nucleus_heap;

void nucleus_heap_init(void *start, size_t size) {
  NUCLEUS(memset)(&heap, 0, sizeof heap);
  const uintptr_t first = ((uintptr_t)start + GRANULE - 1) & ~(uintptr_t)(GRANULE - 1);
  const uintptr_t end = (uintptr_t)start + size;
  const size_t count = (end - first) / (PAGE_SIZE + sizeof(struct page));
  heap.pages = (struct page *)first;
  heap.base = (first + count * sizeof(struct page) + PAGE_SIZE - 1) & ~(uintptr_t)(PAGE_SIZE - 1);
  heap.page_count = (end - heap.base) >> PAGE_SHIFT;
  // Rounding the base up may cost the last page; it never gains one that has no record.
  if (heap.page_count > count) heap.page_count = count;
  nucleus_heap_observe(NULL);
  nucleus_slabs_init();
  nucleus_pages_init();
}

void nucleus_heap_observe(const struct heap_observer *observer) {
  heap.observer = observer;
  heap.slow_size = observer == NULL ? SMALL_LIMIT + 1 : 0;
  heap.slow_kind = observer == NULL ? PAGE_SLAB : UINT8_MAX;
}

// -- Panics ---------------------------------------------------------------------------------------

_Noreturn void nucleus_out_of_memory(size_t size) {
  const bool mebibytes = heap.page_count >= (1u << 20) / PAGE_SIZE;
  const size_t unit = mebibytes ? 1u << 20 : 1u << 10;
  const size_t total = heap.page_count << PAGE_SHIFT, used = nucleus_heap_used();
  char text[160];
  NUCLEUS(snprintf)(text, sizeof text,
                    "out of memory: %zu bytes asked for, %zu.%zu of %zu.%zu %s in use; "
                    "give it more with --memory",
                    size, used / unit, used % unit * 10 / unit, total / unit,
                    total % unit * 10 / unit, mebibytes ? "MiB" : "KiB");
  nucleus_panic(text);
}

RARE _Noreturn static void not_a_block(const void *address, const char *operation) {
  char text[96];
  NUCLEUS(snprintf)(text, sizeof text, "%s of %p: not an allocated block", operation, address);
  nucleus_panic(text);
}

RARE _Noreturn static void freed_twice(const void *address) {
  char text[96];
  NUCLEUS(snprintf)(text, sizeof text, "free of %p: freed twice", address);
  nucleus_panic(text);
}

// -- malloc ---------------------------------------------------------------------------------------

void *nucleus_large_begin(struct page *page, size_t count) {
  page->kind = PAGE_LARGE;
  page->count = count;
  heap.large_pages += count;
  heap.large_allocations++;
  return (void *)page_address(page);
}

void *nucleus_large_allocate(size_t size) {
  if (size > heap.page_count << PAGE_SHIFT) return NULL;
  const size_t count = pages_for(size);
  struct page *page = nucleus_pages_take(count);
  if (page == NULL) {
    nucleus_heap_trim();
    page = nucleus_pages_take(count);
    if (page == NULL) return NULL;
  }
  return nucleus_large_begin(page, count);
}

/// The first slot of the first slab of the class for `size` <= SMALL_LIMIT; NULL when there is none.
static inline void *pop_first_slot(size_t size) {
  const unsigned index = class_of_size(size);
  struct page *slab = heap.slabs[index].next;
  struct slot *slot = slab->free;
  if (unlikely(slot == NULL)) return NULL;
  slab->free = slot->next;
  slab->used++;
  slot->mark = 0;
  heap.classes[index].allocations++;
  return slot;
}

/// What is not as easy as that.
RARE static void *allocate_slowly(size_t size) {
  void *block = NULL;
  if (size > SMALL_LIMIT) {
    block = nucleus_large_allocate(size);
  } else {
    // There may be one after all, when somebody observes.
    block = pop_first_slot(size);
    if (block == NULL) block = nucleus_small_allocate(size, GRANULE);
  }
  if (heap.observer != NULL && block != NULL) heap.observer->allocated(block, size);
  return block;
}

RARE static void *allocate_or_panic(size_t size) {
  void *block = allocate_slowly(size);
  if (block == NULL) nucleus_out_of_memory(size);
  return block;
}

void *nucleus_try_malloc(size_t size) {
  void *block = likely(size < heap.slow_size) ? pop_first_slot(size) : NULL;
  return likely(block != NULL) ? block : allocate_slowly(size);
}

void *NUCLEUS(malloc)(size_t size) {
  void *block = likely(size < heap.slow_size) ? pop_first_slot(size) : NULL;
  return likely(block != NULL) ? block : allocate_or_panic(size);
}

void *NUCLEUS(calloc)(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) bytes = SIZE_MAX;
  return NUCLEUS(memset)(NUCLEUS(malloc)(bytes), 0, bytes);
}

// -- free -----------------------------------------------------------------------------------------

/// Whether a slot with the mark of a free one is in its slab's list: the program may have written
/// just those bytes.
static bool is_in_free_list(const struct page *slab, const struct slot *slot) {
  const struct slot *other = slab->free;
  for (uint32_t i = 0; i < heap.classes[slab->size_class].slots && other != NULL; i++) {
    if (other == slot) return true;
    other = other->next;
  }
  return false;
}

/// The record of the page that `address` is in; panics outside of the pages in use.
static inline struct page *page_of(const void *address, const char *operation) {
  const size_t index = ((uintptr_t)address - heap.base) >> PAGE_SHIFT;
  if (unlikely(index >= heap.frontier)) not_a_block(address, operation);
  return heap.pages + index;
}

/// Whether `address`, in a page of `slab`, is where one of the slots begins that have been cut.
static inline bool is_slot(const struct page *slab, const void *address) {
  const uint32_t offset = (uint32_t)((uintptr_t)address - page_address(slab));
  const uint32_t reciprocal = heap.classes[slab->size_class].reciprocal;
  return offset * reciprocal < reciprocal && offset < slab->cut;
}

static inline bool is_page_start(const void *address) {
  return (uintptr_t)address % PAGE_SIZE == 0;
}

static inline void push_slot(struct page *slab, struct slot *slot) {
  slot->next = slab->free;
  slot->mark = SLOT_FREE_MARK;
  slab->free = slot;
  slab->used--;
  heap.classes[slab->size_class].frees++;
  const bool is_first = heap.slabs[slab->size_class].next == slab;
  if (unlikely(!is_listed(slab) || (slab->used == 0 && !is_first))) nucleus_slab_settle(slab);
}

/// A slot that looks free already.
RARE static void push_suspect(struct page *slab, struct slot *slot) {
  if (is_in_free_list(slab, slot)) freed_twice(slot);
  push_slot(slab, slot);
}

/// Frees what is not in a slab.
static void free_large(struct page *page, void *block) {
  if (page->kind != PAGE_LARGE || !is_page_start(block)) not_a_block(block, "free");
  const size_t count = page->count;
  heap.large_pages -= count;
  heap.large_frees++;
  page->kind = PAGE_INSIDE;
  nucleus_pages_release(page, count);
}

/// Frees a slot of the slab that `page` is part of.
static inline void free_slot(struct page *page, void *block) {
  struct page *slab = page - (page->kind - PAGE_SLAB);
  if (unlikely(!is_slot(slab, block))) not_a_block(block, "free");
  struct slot *slot = block;
  if (unlikely(slot->mark == SLOT_FREE_MARK)) return push_suspect(slab, slot);
  push_slot(slab, slot);
}

/// Frees what is not in a slab, or anything when somebody observes.
RARE static void free_slowly(struct page *page, void *block) {
  if (heap.observer != NULL) heap.observer->freed(block);
  if (page->kind < PAGE_SLAB) return free_large(page, block);
  free_slot(page, block);
}

void NUCLEUS(free)(void *block) {
  if (block == NULL) return;
  struct page *page = page_of(block, "free");
  if (unlikely(page->kind < heap.slow_kind)) return free_slowly(page, block);
  free_slot(page, block);
}

struct block nucleus_find_block(const void *address, const char *operation) {
  struct page *page = page_of(address, operation);
  if (page->kind == PAGE_LARGE && is_page_start(address)) {
    return (struct block){page, page->count << PAGE_SHIFT};
  }
  if (page->kind < PAGE_SLAB) not_a_block(address, operation);
  struct page *slab = page - (page->kind - PAGE_SLAB);
  if (!is_slot(slab, address)) not_a_block(address, operation);
  const struct slot *slot = address;
  if (slot->mark == SLOT_FREE_MARK && is_in_free_list(slab, slot)) not_a_block(address, operation);
  return (struct block){slab, heap.classes[slab->size_class].slot_size};
}

size_t nucleus_block_size(const void *block) {
  return nucleus_find_block(block, "size").size;
}

size_t NUCLEUS(malloc_usable_size)(void *block) {
  return block == NULL ? 0 : nucleus_block_size(block);
}

// -- Statistics -----------------------------------------------------------------------------------

size_t nucleus_heap_used(void) {
  size_t used = heap.large_pages << PAGE_SHIFT;
  for (unsigned index = 0; index < CLASS_COUNT; index++) {
    const struct size_class *class = &heap.classes[index];
    used += (class->allocations - class->frees) * class->slot_size;
  }
  return used;
}

struct nucleus_heap_statistics nucleus_heap_statistics(void) {
  size_t longest = heap.page_count - heap.frontier;
  size_t runs = longest > 0 ? 1 : 0;
  for (unsigned bin = 0; bin < BIN_COUNT; bin++) {
    const struct page *head = &heap.bins[bin];
    for (const struct page *run = head->next; run != head; run = run->next) {
      runs++;
      if (run->count > longest) longest = run->count;
    }
  }
  uint64_t allocations = heap.large_allocations, frees = heap.large_frees;
  for (unsigned index = 0; index < CLASS_COUNT; index++) {
    allocations += heap.classes[index].allocations;
    frees += heap.classes[index].frees;
  }
  return (struct nucleus_heap_statistics){
      .total = heap.page_count << PAGE_SHIFT,
      .used = nucleus_heap_used(),
      .reserved = heap.reserved << PAGE_SHIFT,
      .high_water = heap.most_reserved << PAGE_SHIFT,
      .touched = heap.initialised << PAGE_SHIFT,
      .largest_free_run = longest << PAGE_SHIFT,
      .free_runs = runs,
      .allocations = allocations,
      .frees = frees,
  };
}

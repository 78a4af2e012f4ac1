//
// heap_check.c - nucleus_heap_check: every rule of heap.h, looked at.
//
//   1. from page 0 to the frontier: each record starts a slab, a large block or a free run, whose
//      other pages say so too; counts what it passes
//   2. each slab: its list of free slots stays inside, on slot starts, and adds up
//   3. the lists of slabs and of free runs hold exactly what 1 found
//   4. the totals are the statistics
//
// Pointers that could be overwritten by the program (those in free slots) are checked before they
// are followed.
//
#include "heap.h"

/// What the walk over the pages found.
struct findings {
  size_t used, reserved;
  size_t runs, run_pages;
  size_t listed_slabs[CLASS_COUNT];
};

#define REQUIRE(condition, rule) \
  do {                           \
    if (!(condition)) return rule; \
  } while (0)

// -- Slabs ----------------------------------------------------------------------------------------

static bool is_cut_slot(const struct page *slab, const struct slot *slot) {
  const uintptr_t offset = (uintptr_t)slot - page_address(slab);
  return offset < slab->cut && offset % heap.classes[slab->size_class].slot_size == 0;
}

static const char *check_free_slots(const struct page *slab) {
  const struct size_class *class = &heap.classes[slab->size_class];
  size_t free = 0;
  for (const struct slot *slot = slab->free; slot != NULL; slot = slot->next) {
    REQUIRE(is_cut_slot(slab, slot), "a free slot's link leads out of its slab");
    REQUIRE(slot->mark == SLOT_FREE_MARK, "a free slot was written to");
    REQUIRE(++free <= class->slots, "a list of free slots is a circle");
  }
  REQUIRE((free + slab->used) * class->slot_size == slab->cut,
          "free and live slots of a slab do not add up");
  return NULL;
}

static const char *check_slab(const struct page *slab, size_t left, struct findings *found) {
  REQUIRE(slab->size_class < CLASS_COUNT, "a slab has no such size class");
  const struct size_class *class = &heap.classes[slab->size_class];
  REQUIRE(class->pages <= left, "a slab reaches over the frontier");
  for (unsigned back = 0; back < class->pages; back++) {
    REQUIRE(slab[back].kind == PAGE_SLAB + back, "a slab's later page does not lead to its first");
  }
  REQUIRE(slab->cut <= class->slots * class->slot_size, "a slab is cut beyond its slots");
  REQUIRE(is_listed(slab) || slab->used == class->slots, "a slab with free slots is in no list");
  found->used += slab->used * class->slot_size;
  found->reserved += class->pages;
  found->listed_slabs[slab->size_class] += is_listed(slab);
  return check_free_slots(slab);
}

// -- Runs -----------------------------------------------------------------------------------------

static const char *check_large(const struct page *page, size_t left, struct findings *found) {
  REQUIRE(page->count > 0 && page->count <= left, "a large block's length is wrong");
  for (size_t i = 1; i < page->count; i++) {
    REQUIRE(page[i].kind == PAGE_INSIDE, "a page inside a large block has a record of its own");
  }
  found->used += page->count << PAGE_SHIFT;
  found->reserved += page->count;
  return NULL;
}

static const char *check_free_run(const struct page *page, size_t left, struct findings *found) {
  const size_t count = page->count;
  REQUIRE(count > 0 && count <= left, "a free run's length is wrong");
  REQUIRE(count < left, "a free run touches the frontier");
  REQUIRE(page[count].kind != PAGE_FREE, "two free runs are neighbours");
  REQUIRE(count == 1 || page[count - 1].kind == PAGE_FREE_TAIL, "a free run has no tail");
  REQUIRE(page[count - 1].count == count, "a free run's tail has another length");
  for (size_t i = 1; i + 1 < count; i++) {
    REQUIRE(page[i].kind == PAGE_INSIDE, "a page inside a free run has a record of its own");
  }
  found->runs++;
  found->run_pages += count;
  return NULL;
}

/// Checks what begins at `page`, with `left` pages to the frontier; `*length` becomes its pages.
static const char *check_extent(const struct page *page, size_t left, struct findings *found,
                                size_t *length) {
  switch (page->kind) {
    case PAGE_SLAB: {
      const char *broken = check_slab(page, left, found);
      *length = broken == NULL ? heap.classes[page->size_class].pages : 1;
      return broken;
    }
    case PAGE_LARGE: *length = page->count; return check_large(page, left, found);
    case PAGE_FREE: *length = page->count; return check_free_run(page, left, found);
    default: return "a page belongs to nothing";
  }
}

static const char *check_pages(struct findings *found) {
  REQUIRE(heap.frontier <= heap.initialised, "the frontier is beyond the valid records");
  REQUIRE(heap.initialised <= heap.page_count, "there are records of pages that do not exist");
  size_t length;
  for (size_t index = 0; index < heap.frontier; index += length) {
    const char *broken =
        check_extent(heap.pages + index, heap.frontier - index, found, &length);
    if (broken != NULL) return broken;
  }
  return NULL;
}

// -- Lists ----------------------------------------------------------------------------------------

static bool is_record(const struct page *page) {
  const uintptr_t offset = (uintptr_t)page - (uintptr_t)heap.pages;
  return offset / sizeof(struct page) < heap.frontier && offset % sizeof(struct page) == 0;
}

static const char *check_slab_list(unsigned index, size_t expected) {
  const struct page *head = &heap.slabs[index];
  REQUIRE(head->free == NULL, "the head of a list of slabs has slots");
  size_t count = 0;
  for (const struct page *slab = head->next; slab != head; slab = slab->next) {
    REQUIRE(is_record(slab), "a list of slabs leads out of the records");
    REQUIRE(slab->kind == PAGE_SLAB && slab->size_class == index,
            "a list of slabs holds something else");
    REQUIRE(slab->next->previous == slab, "a list of slabs does not lead back");
    REQUIRE(++count <= expected, "a list of slabs is too long");
  }
  REQUIRE(count == expected, "a slab is missing in its list");
  const struct page *spare = heap.spare[index];
  REQUIRE(spare == NULL || is_record(spare), "a spare slab is outside the records");
  REQUIRE(spare == NULL || (spare->kind == PAGE_SLAB && spare->size_class == index),
          "a spare slab is none");
  return NULL;
}

static const char *check_bin(unsigned bin, struct findings *left) {
  const struct page *head = &heap.bins[bin];
  const bool marked = (heap.bin_bits[bin / 64] >> bin % 64 & 1) != 0;
  REQUIRE(marked == (head->next != head), "a bin's bit is wrong");
  for (const struct page *run = head->next; run != head; run = run->next) {
    REQUIRE(is_record(run) && run->kind == PAGE_FREE, "a bin holds something else");
    REQUIRE(run->next->previous == run, "a bin does not lead back");
    REQUIRE(left->runs-- > 0, "the bins hold too many runs");
    left->run_pages -= run->count;
  }
  return NULL;
}

static const char *check_lists(const struct findings *found) {
  for (unsigned index = 0; index < CLASS_COUNT; index++) {
    const char *broken = check_slab_list(index, found->listed_slabs[index]);
    if (broken != NULL) return broken;
  }
  struct findings left = *found;
  for (unsigned bin = 0; bin < BIN_COUNT; bin++) {
    const char *broken = check_bin(bin, &left);
    if (broken != NULL) return broken;
  }
  REQUIRE(left.runs == 0 && left.run_pages == 0, "a free run is in no bin");
  return NULL;
}

const char *nucleus_heap_check(void) {
  struct findings found = {0};
  const char *broken = check_pages(&found);
  if (broken == NULL) broken = check_lists(&found);
  if (broken != NULL) return broken;
  REQUIRE(found.used == nucleus_heap_used(), "the blocks are not what the counts say");
  REQUIRE(found.reserved == heap.reserved, "the pages are not what `reserved` says");
  REQUIRE(found.reserved + found.run_pages == heap.frontier, "pages are missing");
  return NULL;
}

//
// heap_slabs.c - slabs: the size classes, and everything about a slab that is not the fast path.
//
//   class    16 32 48 64  80 96 112 128  160 192 224 256  ...  1280 1536 1792 2048
//
//   slab     | slot | slot | slot | slot | ... | slot | rest |
//             live   free   live   \_ not cut yet: never touched
//
// A slab's slots are cut a page's worth at a time, so that a new slab touches one page.
//
#include "heap.h"

/// Pages per slab of the classes; what is left over is 3 % at most, 7 % in the largest.
static const uint8_t slab_pages[CLASS_COUNT] = {
    1, 1, 1, 1,  // 16 32 48 64
    1, 1, 1, 1,  // 80 96 112 128
    1, 1, 1, 1,  // 160 192 224 256
    2, 3, 1, 1,  // 320 384 448 512
    3, 3, 2, 2,  // 640 768 896 1024
    4, 3, 4, 4,  // 1280 1536 1792 2048
};

/// Bytes per slot of class `index`.
static uint32_t slot_size_of(unsigned index) {
  if (index < 4) return (index + 1) * GRANULE;
  const unsigned doubling = index / 4 - 1;
  return (64u << doubling) / 4 * (4 + index % 4 + 1);
}

void nucleus_slabs_init(void) {
  unsigned granules = 0;
  for (unsigned index = 0; index < CLASS_COUNT; index++) {
    const uint32_t size = slot_size_of(index);
    heap.classes[index] = (struct size_class){
        .slot_size = size,
        .reciprocal = UINT32_MAX / size + 1,
        .pages = slab_pages[index],
        .slots = slab_pages[index] * PAGE_SIZE / size,
    };
    for (; granules * GRANULE <= size; granules++) heap.class_of[granules] = (uint8_t)index;
    heap.slabs[index].free = NULL;
    heap.spare[index] = NULL;
    list_reset(&heap.slabs[index]);
  }
}

// -- Making slots ---------------------------------------------------------------------------------

/// Cuts the slots of `slab` that begin in the next page; false when all are cut.
static bool cut_slots(struct page *slab) {
  const struct size_class *class = &heap.classes[slab->size_class];
  const uint32_t all = class->slots * class->slot_size;
  if (slab->cut >= all) return false;
  uint32_t end = (slab->cut / PAGE_SIZE + 1) * PAGE_SIZE;
  if (end > all) end = all;
  const uintptr_t address = page_address(slab);
  struct slot **link = &slab->free;
  uint32_t cut = slab->cut;
  for (; cut < end; cut += class->slot_size) {
    struct slot *slot = (struct slot *)(address + cut);
    slot->mark = SLOT_FREE_MARK;
    *link = slot;
    link = &slot->next;
  }
  *link = NULL;
  slab->cut = (uint16_t)cut;
  return true;
}

/// A new slab of `index`, in its list; NULL when memory is out.
static struct page *create_slab(unsigned index) {
  const unsigned pages = heap.classes[index].pages;
  struct page *slab = nucleus_pages_take(pages);
  if (slab == NULL) return NULL;
  for (unsigned back = 0; back < pages; back++) {
    slab[back].kind = (uint8_t)(PAGE_SLAB + back);
  }
  slab->free = NULL;
  slab->used = 0;
  slab->cut = 0;
  slab->size_class = (uint8_t)index;
  struct size_class *class = &heap.classes[index];
  if (++class->slabs > class->most_slabs) class->most_slabs = class->slabs;
  list_append(&heap.slabs[index], slab);
  return slab;
}

/// Takes the first slot of a slab that has one.
static void *pop_slot(struct page *slab) {
  struct slot *slot = slab->free;
  slab->free = slot->next;
  slab->used++;
  slot->mark = 0;
  heap.classes[slab->size_class].allocations++;
  return slot;
}

/// A slot of class `index`; NULL when memory is out.
static void *take_slot(unsigned index) {
  struct page *head = &heap.slabs[index];
  // When the first slab has no slot at hand it cuts some, or it is full and leaves the list.
  while (head->next != head) {
    struct page *slab = head->next;
    if (slab->free != NULL || cut_slots(slab)) return pop_slot(slab);
    list_remove(slab);
  }
  struct page *slab = create_slab(index);
  if (slab == NULL) {
    nucleus_heap_trim();
    slab = create_slab(index);
    if (slab == NULL) return NULL;
  }
  cut_slots(slab);
  return pop_slot(slab);
}

void *nucleus_small_allocate(size_t size, size_t alignment) {
  for (unsigned index = class_of_size(size); index < CLASS_COUNT; index++) {
    // Slabs begin at pages, so a slot is aligned as its size is.
    if (heap.classes[index].slot_size % alignment != 0) continue;
    void *slot = take_slot(index);
    if (slot != NULL) return slot;
  }
  return nucleus_large_allocate(PAGE_SIZE);
}

// -- Taking slots back ----------------------------------------------------------------------------

/// Returns an empty slab to the page pool.
static void release_slab(struct page *slab) {
  const unsigned index = slab->size_class;
  const unsigned pages = heap.classes[index].pages;
  if (heap.spare[index] == slab) heap.spare[index] = NULL;
  heap.classes[index].slabs--;
  list_remove(slab);
  for (unsigned back = 0; back < pages; back++) slab[back].kind = PAGE_INSIDE;
  nucleus_pages_release(slab, pages);
}

/// Keeps one empty slab; the next one goes.
static void keep_or_release(struct page *slab) {
  struct page **spare = &heap.spare[slab->size_class];
  if (*spare == slab) return;
  if (*spare != NULL && (*spare)->used == 0) {
    release_slab(slab);
  } else {
    *spare = slab;
  }
}

void nucleus_slab_settle(struct page *slab) {
  if (!is_listed(slab)) list_append(&heap.slabs[slab->size_class], slab);
  if (slab->used == 0) keep_or_release(slab);
}

void nucleus_heap_trim(void) {
  for (unsigned index = 0; index < CLASS_COUNT; index++) {
    struct page *head = &heap.slabs[index];
    for (struct page *slab = head->next, *next; slab != head; slab = next) {
      next = slab->next;
      if (slab->used == 0) release_slab(slab);
    }
  }
}

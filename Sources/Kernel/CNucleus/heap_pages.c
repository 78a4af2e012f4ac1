//
// heap_pages.c - runs of pages: bins of free ones, splitting, joining, the frontier.
//
//   take      bins: first fit of the same length class, else the next longer   -> split
//             else the frontier moves up
//   release   join with the free run before, and after; then into a bin, or the frontier moves down
//
// Records: see heap.h. A record that describes nothing any more becomes PAGE_INSIDE at once, so a
// stray address never finds an old one.
//
#include "heap.h"

/// The bin of runs of `count` pages.
static unsigned bin_of(size_t count) {
  if (count <= EXACT_BINS) return (unsigned)count - 1;
  // 33...48 -> 32, 49...64 -> 33, 65...96 -> 34, ...
  const size_t above = count - 1;
  const unsigned log = 63 - (unsigned)__builtin_clzll(above);
  return EXACT_BINS + 2 * (log - 5) + ((above >> (log - 1)) & 1);
}

/// The first bin from `bin` on that is not empty; BIN_COUNT if there is none.
static unsigned next_bin(unsigned bin) {
  for (unsigned word = bin / 64; word < 2; word++) {
    const uint64_t bits = word == bin / 64 ? heap.bin_bits[word] & (~0ull << bin % 64)
                                           : heap.bin_bits[word];
    if (bits != 0) return word * 64 + (unsigned)__builtin_ctzll(bits);
  }
  return BIN_COUNT;
}

void nucleus_pages_init(void) {
  for (unsigned bin = 0; bin < BIN_COUNT; bin++) list_reset(&heap.bins[bin]);
  heap.bin_bits[0] = heap.bin_bits[1] = 0;
}

// -- Free runs ------------------------------------------------------------------------------------

static void insert_run(struct page *first, size_t count) {
  const unsigned bin = bin_of(count);
  first[count - 1].kind = PAGE_FREE_TAIL;
  first[count - 1].count = count;
  first->kind = PAGE_FREE;
  first->count = count;
  list_append(&heap.bins[bin], first);
  heap.bin_bits[bin / 64] |= 1ull << bin % 64;
}

static void remove_run(struct page *first) {
  const unsigned bin = bin_of(first->count);
  list_remove(first);
  if (heap.bins[bin].next == &heap.bins[bin]) heap.bin_bits[bin / 64] &= ~(1ull << bin % 64);
  first[first->count - 1].kind = PAGE_INSIDE;
  first->kind = PAGE_INSIDE;
}

/// A free run of at least `count` pages; NULL if there is none.
static struct page *find_run(size_t count) {
  for (unsigned bin = next_bin(bin_of(count)); bin < BIN_COUNT; bin = next_bin(bin + 1)) {
    const struct page *head = &heap.bins[bin];
    for (struct page *run = head->next; run != head; run = run->next) {
      if (run->count >= count) return run;
    }
  }
  return NULL;
}

// -- The frontier ---------------------------------------------------------------------------------

/// Moves the frontier up by `count` pages and returns the first; NULL when the heap ends before.
static struct page *advance_frontier(size_t count) {
  if (count > heap.page_count - heap.frontier) return NULL;
  struct page *first = heap.pages + heap.frontier;
  heap.frontier += count;
  for (; heap.initialised < heap.frontier; heap.initialised++) {
    heap.pages[heap.initialised].kind = PAGE_INSIDE;
  }
  return first;
}

// -- Taking and returning -------------------------------------------------------------------------

struct page *nucleus_pages_take(size_t count) {
  struct page *run = find_run(count);
  if (run == NULL) {
    run = advance_frontier(count);
    if (run == NULL) return NULL;
  } else {
    const size_t length = run->count;
    remove_run(run);
    if (length > count) insert_run(run + count, length - count);
  }
  count_reserved(count);
  return run;
}

void nucleus_pages_release(struct page *first, size_t count) {
  heap.reserved -= count;
  struct page *end = first + count;
  if (first > heap.pages && (first[-1].kind == PAGE_FREE_TAIL || first[-1].kind == PAGE_FREE)) {
    struct page *before = first - first[-1].count;
    remove_run(before);
    first = before;
  }
  if (end < heap.pages + heap.frontier && end->kind == PAGE_FREE) {
    struct page *after = end;
    end += after->count;
    remove_run(after);
  }
  if (end == heap.pages + heap.frontier) {
    heap.frontier = (size_t)(first - heap.pages);
  } else {
    insert_run(first, (size_t)(end - first));
  }
}

bool nucleus_pages_extend(struct page *end, size_t count) {
  if (end == heap.pages + heap.frontier) {
    if (advance_frontier(count) == NULL) return false;
  } else {
    if (end->kind != PAGE_FREE || end->count < count) return false;
    const size_t length = end->count;
    remove_run(end);
    if (length > count) insert_run(end + count, length - count);
  }
  count_reserved(count);
  return true;
}

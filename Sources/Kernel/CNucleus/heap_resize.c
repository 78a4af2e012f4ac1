//
// heap_resize.c - realloc, posix_memalign, aligned_alloc.
//
//   realloc   small  stays in its slot while that is less than twice too large
//             large  gives pages back at its end, or takes the free pages after it
//             else   a new block, a copy
//
//   aligned   to 2 KiB      a class whose slots all lie on that alignment (slabs begin at pages)
//             to 4 KiB      whole pages
//             above         a longer run of pages, cut at both ends
//
#include "heap.h"

// -- realloc --------------------------------------------------------------------------------------

/// Makes a large block of `block` `size` bytes long without moving it; false when it cannot.
static bool resize_large(struct block block, size_t size) {
  const size_t old = block.page->count, new = pages_for(size);
  if (new < old) {
    nucleus_pages_release(block.page + new, old - new);
    heap.large_pages -= old - new;
  } else if (new > old) {
    if (!nucleus_pages_extend(block.page + old, new - old)) return false;
    heap.large_pages += new - old;
  }
  block.page->count = new;
  return true;
}

static bool resize_in_place(struct block block, size_t size) {
  if (block.page->kind == PAGE_LARGE) {
    return size > SMALL_LIMIT && size <= heap.page_count << PAGE_SHIFT && resize_large(block, size);
  }
  return size <= block.size && (size > block.size / 2 || block.size == GRANULE);
}

void *NUCLEUS(realloc)(void *address, size_t size) {
  if (address == NULL) return NUCLEUS(malloc)(size);
  const struct block block = nucleus_find_block(address, "realloc");
  if (size == 0) size = 1;
  if (resize_in_place(block, size)) return address;
  void *new = nucleus_try_malloc(size);
  if (new == NULL) {
    // To become smaller needs no memory.
    if (size <= block.size) return address;
    nucleus_out_of_memory(size);
  }
  NUCLEUS(memcpy)(new, address, size < block.size ? size : block.size);
  NUCLEUS(free)(address);
  return new;
}

// -- Alignment ------------------------------------------------------------------------------------

/// Whole pages on an `alignment` above 4096.
static void *allocate_aligned_run(size_t alignment, size_t size) {
  const size_t limit = heap.page_count << PAGE_SHIFT;
  if (size > limit || alignment > limit) return NULL;
  const size_t count = size == 0 ? 1 : pages_for(size);
  const size_t slack = (alignment >> PAGE_SHIFT) - 1;
  struct page *run = nucleus_pages_take(count + slack);
  if (run == NULL) {
    nucleus_heap_trim();
    run = nucleus_pages_take(count + slack);
    if (run == NULL) return NULL;
  }
  const size_t before = (-page_address(run) & (alignment - 1)) >> PAGE_SHIFT;
  struct page *page = run + before;
  if (slack > before) nucleus_pages_release(page + count, slack - before);
  if (before > 0) nucleus_pages_release(run, before);
  return nucleus_large_begin(page, count);
}

static void *allocate_aligned(size_t alignment, size_t size) {
  void *block;
  if (alignment <= GRANULE) {
    block = nucleus_try_malloc(size);
  } else if (alignment <= SMALL_LIMIT && size <= SMALL_LIMIT) {
    block = nucleus_small_allocate(size, alignment);
  } else if (alignment <= PAGE_SIZE) {
    block = nucleus_large_allocate(size > SMALL_LIMIT ? size : PAGE_SIZE);
  } else {
    block = allocate_aligned_run(alignment, size);
  }
  if (block == NULL) nucleus_out_of_memory(size);
  return block;
}

static bool is_power_of_two(size_t number) {
  return number != 0 && (number & (number - 1)) == 0;
}

int NUCLEUS(posix_memalign)(void **block, size_t alignment, size_t size) {
  // What Swift asks for nearly always; every block has this alignment.
  if (alignment == GRANULE || alignment == sizeof(void *)) {
    *block = NUCLEUS(malloc)(size);
    return 0;
  }
  if (!is_power_of_two(alignment) || alignment < sizeof(void *)) return NUCLEUS_EINVAL;
  *block = allocate_aligned(alignment, size);
  return 0;
}

void *NUCLEUS(aligned_alloc)(size_t alignment, size_t size) {
  if (!is_power_of_two(alignment)) {
    *NUCLEUS(__errno_location)() = NUCLEUS_EINVAL;
    return NULL;
  }
  return allocate_aligned(alignment, size);
}

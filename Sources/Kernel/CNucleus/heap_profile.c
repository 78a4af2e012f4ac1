//
// heap_profile.c - who allocates: samples of malloc's callers. See CNucleusHeap.h.
//
//   live    a hash table of sampled blocks that have not been freed: address -> site, bytes it stands for
//   sites   a hash table of ways to malloc, which only grows: frames -> counts
//
// Both are open tables with linear probing, taken from the heap when the profile starts. A table that is
// three quarters full takes nothing more, which is counted.
//
// The distance to the next sample is drawn from 1 to twice the period, so that a program whose allocations
// come in a rhythm is not met at the same place each time.
//
#include "CNucleusHeap.h"
#include "heap.h"

enum {
  LIVE_LIMIT = 4096,
  SITES_LIMIT = 512,
};

struct live_block {
  /// 0: free.
  uintptr_t address;
  uint32_t site, bytes;
};

struct profile {
  struct live_block live[LIVE_LIMIT];
  struct nucleus_heap_site sites[SITES_LIMIT];
  size_t live_count, site_count;
  uint64_t period, random, dropped;
  int64_t until;
};

static struct profile *profile;

#ifndef MIRADOR_IMAGE
uintptr_t nucleus_stack_base;
#endif

// -- Tables ---------------------------------------------------------------------------------------

static uint64_t mixed(uint64_t word) {
  word = (word ^ word >> 32) * UINT64_C(0x9e3779b97f4a7c15);
  return word ^ word >> 29;
}

/// The index of the site with these frames, made when there is none; SITES_LIMIT when there is no room.
static uint32_t site_of(const uintptr_t *frames) {
  uint64_t hash = 0;
  for (int i = 0; i < NUCLEUS_SITE_FRAMES; i++) hash = mixed(hash + frames[i]);
  for (uint32_t i = 0; i < SITES_LIMIT; i++) {
    const uint32_t index = (uint32_t)(hash + i) % SITES_LIMIT;
    struct nucleus_heap_site *site = &profile->sites[index];
    if (site->samples == 0) {
      if (profile->site_count >= SITES_LIMIT / 4 * 3) break;
      profile->site_count++;
      NUCLEUS(memcpy)(site->frames, frames, sizeof site->frames);
      return index;
    }
    if (NUCLEUS(memcmp)(site->frames, frames, sizeof site->frames) == 0) return index;
  }
  return SITES_LIMIT;
}

/// Where `address` belongs if there is room.
static uint32_t home_of(uintptr_t address) { return (uint32_t)mixed(address) % LIVE_LIMIT; }

/// Where `address` is among the live blocks, or the free place where it would be: a quarter is free.
static uint32_t find(uintptr_t address) {
  uint32_t place = home_of(address);
  while (profile->live[place].address != 0 && profile->live[place].address != address) {
    place = (place + 1) % LIVE_LIMIT;
  }
  return place;
}

/// Empties `place`, and moves up what probing would no longer find behind it.
static void clear(uint32_t place) {
  for (uint32_t next = place;;) {
    profile->live[place].address = 0;
    do {
      next = (next + 1) % LIVE_LIMIT;
      if (profile->live[next].address == 0) return;
      // It stays where its way from home does not lead over the empty place.
    } while ((next - home_of(profile->live[next].address)) % LIVE_LIMIT <
             (next - place) % LIVE_LIMIT);
    profile->live[place] = profile->live[next];
    place = next;
  }
}

// -- Samples --------------------------------------------------------------------------------------

#ifdef MIRADOR_IMAGE
extern const char image_start[], text_end[];
#else
static const char image_start[1], text_end[1];
#endif

// Swift marks async frames in this bit of a saved base pointer.
static const uintptr_t async_mark = UINT64_C(1) << 60;

/// Whether `frame` is on the stack, with room for two words, above `below`.
static bool is_frame(uintptr_t frame, uintptr_t below) {
  return frame > below && frame % sizeof(uintptr_t) == 0 && frame < nucleus_stack_base;
}

/// The next frame above `frame`. Parts of the concurrency library use the base pointer for other things
/// once they have saved it: then the next pair of a frame and a return address is looked for.
static uintptr_t next_frame(uintptr_t frame) {
  enum { FAR = 1024 };
  const uintptr_t next = *(const uintptr_t *)frame & ~async_mark;
  if (is_frame(next, frame)) return next;
  for (uintptr_t place = frame + 16; is_frame(place, frame) && place < frame + FAR; place += 8) {
    const uintptr_t *pair = (const uintptr_t *)place;
    const bool is_code = pair[1] > (uintptr_t)image_start && pair[1] < (uintptr_t)text_end;
    if (is_code && is_frame(pair[0] & ~async_mark, place)) return place;
  }
  return 0;
}

/// Swift's function between its allocations and ours; weak: tests have none. It keeps one word on the
/// stack and no base pointer, so that its caller is found by this alone.
extern const char slow_allocate[] __asm__("swift_slowAlloc") __attribute__((weak));
enum { SLOW_ALLOCATE_SIZE = 64 };

static bool returns_to_slow_allocate(uintptr_t address) {
  const uintptr_t start = (uintptr_t)slow_allocate;
  return start != 0 && address > start && address - start < SLOW_ALLOCATE_SIZE;
}

/// The return addresses above `frame`.
static void read_frames(uintptr_t frame, uintptr_t *frames) {
  for (int i = 0; i < NUCLEUS_SITE_FRAMES; i++) {
    if (!is_frame(frame, 0)) {
      frames[i] = 0;
      continue;
    }
    const uintptr_t *words = (const uintptr_t *)frame;
    frames[i] = words[1];
    if (returns_to_slow_allocate(words[1]) && i + 1 < NUCLEUS_SITE_FRAMES) frames[++i] = words[3];
    frame = next_frame(frame);
  }
}

static int64_t next_distance(void) {
  if (profile->period <= 1) return 0;
  profile->random = profile->random * UINT64_C(6364136223846793005) + 1442695040888963407;
  return (int64_t)(1 + (profile->random >> 33) % (2 * profile->period));
}

static void allocated(void *block, size_t size) {
  profile->until -= (int64_t)(size < INT32_MAX ? size : INT32_MAX);
  if (likely(profile->until > 0)) return;
  profile->until = next_distance();
  uintptr_t frames[NUCLEUS_SITE_FRAMES];
  // Its own frame's return address is in malloc.
  const uintptr_t *frame = __builtin_frame_address(0);
  read_frames(frame[0], frames);
  const uint32_t index =
      profile->live_count < LIVE_LIMIT / 4 * 3 ? site_of(frames) : SITES_LIMIT;
  if (index == SITES_LIMIT) {
    profile->dropped++;
    return;
  }
  const uint64_t bytes = size > profile->period ? size : profile->period;
  const uint32_t kept = bytes < UINT32_MAX ? (uint32_t)bytes : UINT32_MAX;
  struct nucleus_heap_site *site = &profile->sites[index];
  site->samples++;
  site->live++;
  site->bytes += kept;
  site->live_bytes += kept;
  profile->live[find((uintptr_t)block)] = (struct live_block){(uintptr_t)block, index, kept};
  profile->live_count++;
}

static void freed(void *block) {
  const uint32_t place = find((uintptr_t)block);
  const struct live_block *live = &profile->live[place];
  if (live->address == 0) return;
  struct nucleus_heap_site *site = &profile->sites[live->site];
  site->live--;
  site->live_bytes -= live->bytes;
  clear(place);
  profile->live_count--;
}

// -- Start and end --------------------------------------------------------------------------------

static const struct heap_observer observer = {allocated, freed};

bool nucleus_profile_start(size_t period) {
  nucleus_profile_stop();
  struct profile *made = nucleus_try_malloc(sizeof *made);
  if (made == NULL) return false;
  NUCLEUS(memset)(made, 0, sizeof *made);
  made->period = period > 0 ? period : 1;
  made->random = (uintptr_t)made;
  profile = made;
  made->until = next_distance();
  nucleus_heap_observe(&observer);
  return true;
}

void nucleus_profile_pause(void) {
  if (profile != NULL) profile->until = INT64_MAX;
}

void nucleus_profile_stop(void) {
  if (profile == NULL) return;
  nucleus_heap_observe(NULL);
  NUCLEUS(free)(profile);
  profile = NULL;
}

bool nucleus_profile_is_on(void) { return profile != NULL; }

bool nucleus_profile_site(unsigned index, struct nucleus_heap_site *site) {
  for (unsigned place = 0; profile != NULL && place < SITES_LIMIT; place++) {
    if (profile->sites[place].samples == 0) continue;
    if (index-- > 0) continue;
    *site = profile->sites[place];
    return true;
  }
  return false;
}

uint64_t nucleus_profile_dropped(void) { return profile != NULL ? profile->dropped : 0; }

//
// memory.c - memcpy, memmove, memset, memcmp, memchr (C23 7.26).
//
// Up to 128 bytes a copy loads everything before it stores anything, with two moves that overlap in
// the middle: no loop, and right for overlapping memory too.
//
//     17...32 bytes    [ first 16 ........ ]
//                             [ ........ last 16 ]
//
// Longer ones move 64 bytes per turn in SSE registers. There is no `rep movsb`: where it was
// measured, unequal alignment made it 12 times slower than this loop and more (1500 bytes: 470 ns
// against 30), and an emulated processor (TCG) runs it byte by byte.
//
// A loop that copies must not become a call to the function it is in: the image is compiled with
// -fno-builtin, and NO_BUILTIN says the same where SwiftPM compiles without it.
//
#include "CNucleus.h"

#define NO_BUILTIN __attribute__((no_builtin))

// Unaligned words that may alias anything.
typedef uint16_t word2 __attribute__((aligned(1), may_alias));
typedef uint32_t word4 __attribute__((aligned(1), may_alias));
typedef uint64_t word8 __attribute__((aligned(1), may_alias));
typedef uint64_t word16 __attribute__((vector_size(16), aligned(1), may_alias));

static inline word16 load16(const uint8_t *p) { return *(const word16 *)p; }
static inline void store16(uint8_t *p, word16 value) { *(word16 *)p = value; }

/// Sixty-four bytes on their way.
struct word64 {
  word16 a, b, c, d;
};

static inline struct word64 load64(const uint8_t *p) {
  return (struct word64){load16(p), load16(p + 16), load16(p + 32), load16(p + 48)};
}

static inline void store64(uint8_t *p, struct word64 value) {
  store16(p, value.a);
  store16(p + 16, value.b);
  store16(p + 32, value.c);
  store16(p + 48, value.d);
}

// -- Copying --------------------------------------------------------------------------------------

/// 0...16 bytes.
static inline void copy_tiny(uint8_t *target, const uint8_t *source, size_t size) {
  if (size >= 8) {
    const uint64_t first = *(const word8 *)source, last = *(const word8 *)(source + size - 8);
    *(word8 *)target = first;
    *(word8 *)(target + size - 8) = last;
  } else if (size >= 4) {
    const uint32_t first = *(const word4 *)source, last = *(const word4 *)(source + size - 4);
    *(word4 *)target = first;
    *(word4 *)(target + size - 4) = last;
  } else if (size >= 2) {
    const uint16_t first = *(const word2 *)source, last = *(const word2 *)(source + size - 2);
    *(word2 *)target = first;
    *(word2 *)(target + size - 2) = last;
  } else if (size == 1) {
    *target = *source;
  }
}

/// 17...128 bytes.
static inline void copy_small(uint8_t *target, const uint8_t *source, size_t size) {
  if (size <= 32) {
    const word16 first = load16(source), last = load16(source + size - 16);
    store16(target, first);
    store16(target + size - 16, last);
  } else if (size <= 64) {
    const word16 a = load16(source), b = load16(source + 16);
    const word16 c = load16(source + size - 32), d = load16(source + size - 16);
    store16(target, a);
    store16(target + 16, b);
    store16(target + size - 32, c);
    store16(target + size - 16, d);
  } else {
    const struct word64 first = load64(source), last = load64(source + size - 64);
    store64(target, first);
    store64(target + size - 64, last);
  }
}

/// More than 128 bytes, upwards, with stores on 16-byte boundaries (a store across two cache lines
/// costs twice). Right too when `target` is below `source` and they overlap: the two ends are read
/// before the loop can write over them.
static inline NO_BUILTIN void copy_up(uint8_t *target, const uint8_t *source, size_t size) {
  const word16 first = load16(source);
  const struct word64 last = load64(source + size - 64);
  for (size_t done = -(uintptr_t)target & 15; done < size - 64; done += 64) {
    store64(target + done, load64(source + done));
  }
  store16(target, first);
  store64(target + size - 64, last);
}

/// More than 128 bytes, downwards, for a `target` above `source` that overlaps it.
static NO_BUILTIN void copy_down(uint8_t *target, const uint8_t *source, size_t size) {
  const struct word64 first = load64(source);
  const word16 last = load16(source + size - 16);
  for (size_t left = size - ((uintptr_t)(target + size) & 15); left > 64; left -= 64) {
    store64(target + left - 64, load64(source + left - 64));
  }
  store16(target + size - 16, last);
  store64(target, first);
}

NO_BUILTIN void *NUCLEUS(memcpy)(void *restrict target, const void *restrict source, size_t size) {
  if (size <= 16) {
    copy_tiny(target, source, size);
  } else if (size <= 128) {
    copy_small(target, source, size);
  } else {
    copy_up(target, source, size);
  }
  return target;
}

NO_BUILTIN void *NUCLEUS(memmove)(void *target, const void *source, size_t size) {
  if (size <= 16) {
    copy_tiny(target, source, size);
  } else if (size <= 128) {
    copy_small(target, source, size);
  } else if ((uintptr_t)target - (uintptr_t)source >= size) {
    copy_up(target, source, size);
  } else {
    copy_down(target, source, size);
  }
  return target;
}

// -- Filling --------------------------------------------------------------------------------------

/// 0...15 bytes, `word` has the value in each of its bytes.
static inline void fill_tiny(uint8_t *target, uint64_t word, size_t size) {
  if (size >= 8) {
    *(word8 *)target = word;
    *(word8 *)(target + size - 8) = word;
  } else if (size >= 4) {
    *(word4 *)target = (uint32_t)word;
    *(word4 *)(target + size - 4) = (uint32_t)word;
  } else if (size >= 2) {
    *(word2 *)target = (uint16_t)word;
    *(word2 *)(target + size - 2) = (uint16_t)word;
  } else if (size == 1) {
    *target = (uint8_t)word;
  }
}

/// 16...128 bytes.
static inline void fill_small(uint8_t *target, word16 words, size_t size) {
  uint8_t *end = target + size;
  store16(target, words);
  store16(end - 16, words);
  if (size <= 32) return;
  store16(target + 16, words);
  store16(end - 32, words);
  if (size <= 64) return;
  store16(target + 32, words);
  store16(target + 48, words);
  store16(end - 64, words);
  store16(end - 48, words);
}

/// More than 128 bytes, with stores on 16-byte boundaries between the ends.
static inline NO_BUILTIN void fill_long(uint8_t *target, word16 words, size_t size) {
  const struct word64 many = {words, words, words, words};
  store16(target, words);
  for (size_t done = 16 - ((uintptr_t)target & 15); done < size - 64; done += 64) {
    store64(target + done, many);
  }
  store64(target + size - 64, many);
}

NO_BUILTIN void *NUCLEUS(memset)(void *target, int value, size_t size) {
  const uint64_t word = (uint8_t)value * 0x0101010101010101u;
  const word16 words = {word, word};
  if (size < 16) {
    fill_tiny(target, word, size);
  } else if (size <= 128) {
    fill_small(target, words, size);
  } else {
    fill_long(target, words, size);
  }
  return target;
}

// -- Looking --------------------------------------------------------------------------------------

/// The order of two different words as byte strings.
static inline int compare_words(uint64_t left, uint64_t right) {
  return __builtin_bswap64(left) < __builtin_bswap64(right) ? -1 : 1;
}

NO_BUILTIN int NUCLEUS(memcmp)(const void *left, const void *right, size_t size) {
  const uint8_t *a = left, *b = right;
  size_t done = 0;
  for (; size - done >= 8; done += 8) {
    const uint64_t x = *(const word8 *)(a + done), y = *(const word8 *)(b + done);
    if (x != y) return compare_words(x, y);
  }
  for (; done < size; done++) {
    if (a[done] != b[done]) return a[done] - b[done];
  }
  return 0;
}

// Reads aligned words: a caller may give a size beyond the byte it knows to be there (C23 7.26.5.2:
// "as if it reads the characters sequentially"), and an aligned word does not reach another page.
__attribute__((no_builtin, no_sanitize("address")))
void *NUCLEUS(memchr)(const void *bytes, int value, size_t size) {
  const uint8_t *p = bytes;
  const uint8_t wanted = (uint8_t)value;
  const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
  for (; size > 0 && (uintptr_t)p % 8 != 0; p++, size--) {
    if (*p == wanted) return (void *)p;
  }
  for (; size >= 8; p += 8, size -= 8) {
    // A byte of `word` is zero where it is the wanted one; the lowest flag is the first zero byte.
    const uint64_t word = *(const word8 *)p ^ (wanted * ones);
    const uint64_t zero = (word - ones) & ~word & tops;
    if (zero != 0) return (void *)(p + (__builtin_ctzll(zero) >> 3));
  }
  for (; size > 0; p++, size--) {
    if (*p == wanted) return (void *)p;
  }
  return NULL;
}

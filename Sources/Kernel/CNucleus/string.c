//
// string.c - strlen, strnlen, strcmp, strncmp, strncpy (C23 7.26; strnlen: POSIX).
//
// strlen reads aligned words, so it may look past the NUL but never into another page. The others
// see short strings only and go byte by byte.
//
#include "CNucleus.h"

#define NO_BUILTIN __attribute__((no_builtin))

typedef uint64_t aligned_word __attribute__((may_alias));

// Reads up to seven bytes behind the terminator's word, in the same page: no address sanitizer.
__attribute__((no_builtin, no_sanitize("address")))
size_t NUCLEUS(strlen)(const char *text) {
  const char *p = text;
  for (; (uintptr_t)p % 8 != 0; p++) {
    if (*p == 0) return (size_t)(p - text);
  }
  const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
  for (;; p += 8) {
    const uint64_t word = *(const aligned_word *)p;
    const uint64_t zero = (word - ones) & ~word & tops;
    if (zero != 0) return (size_t)(p - text) + (size_t)(__builtin_ctzll(zero) >> 3);
  }
}

NO_BUILTIN size_t NUCLEUS(strnlen)(const char *text, size_t limit) {
  const char *end = NUCLEUS(memchr)(text, 0, limit);
  return end == NULL ? limit : (size_t)(end - text);
}

NO_BUILTIN int NUCLEUS(strcmp)(const char *left, const char *right) {
  return NUCLEUS(strncmp)(left, right, SIZE_MAX);
}

NO_BUILTIN int NUCLEUS(strncmp)(const char *left, const char *right, size_t limit) {
  for (size_t i = 0; i < limit; i++) {
    const unsigned char a = (unsigned char)left[i], b = (unsigned char)right[i];
    if (a != b) return a - b;
    if (a == 0) return 0;
  }
  return 0;
}

NO_BUILTIN char *NUCLEUS(strncpy)(char *restrict target, const char *restrict source, size_t size) {
  const size_t length = NUCLEUS(strnlen)(source, size);
  NUCLEUS(memcpy)(target, source, length);
  NUCLEUS(memset)(target + length, 0, size - length);
  return target;
}

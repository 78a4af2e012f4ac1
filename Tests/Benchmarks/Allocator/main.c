//
// main.c - CNucleus's allocator and memory functions beside glibc's.
//
// Each pattern runs A B A B ... in one process: a repetition is one run of ours and one of glibc's,
// a sample the processor nanoseconds per operation of a run. What is an operation stands at each
// pattern.
//
//     allocator                a table of medians, for people
//     allocator --samples N    N repetitions, every sample: `pattern<tab>ours<tab>glibc's`
//
// `mirador bench allocator` builds and runs it. It fails when the heap is broken at the end.
//
#include <CNucleus.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { REPETITIONS = 15, MOST_REPETITIONS = 1000, HEAP_SIZE = 256 << 20 };

/// One side of the comparison.
struct library {
  void *(*malloc)(size_t);
  void (*free)(void *);
  void *(*realloc)(void *, size_t);
  void *(*memcpy)(void *, const void *, size_t);
  void *(*memset)(void *, int, size_t);
};

static const struct library ours = {
    nucleus_malloc, nucleus_free, nucleus_realloc, nucleus_memcpy, nucleus_memset};
static const struct library glibc = {malloc, free, realloc, memcpy, memset};

/// A pattern: does its work and says how many operations that were.
struct pattern {
  const char *name;
  size_t (*run)(const struct library *library, size_t argument);
  size_t argument;
};

/// Keeps the compiler from removing a block that nobody looks at, and touches it.
static inline void touch(void *block) { *(volatile char *)block = 1; }

static uint64_t random_state;

static uint32_t next_random(void) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(random_state >> 33);
}

// -- Patterns -------------------------------------------------------------------------------------

/// malloc and free of one size, at once. An operation is the pair.
static size_t pairs(const struct library *library, size_t size) {
  const size_t count = 1000000;
  for (size_t i = 0; i < count; i++) {
    void *block = library->malloc(size);
    touch(block);
    library->free(block);
  }
  return count;
}

/// A thousand mallocs, then the frees in reverse. An operation is the pair.
static size_t burst(const struct library *library, size_t size) {
  static void *blocks[1000];
  const size_t rounds = 1000;
  for (size_t round = 0; round < rounds; round++) {
    for (size_t i = 0; i < 1000; i++) touch(blocks[i] = library->malloc(size));
    for (size_t i = 1000; i-- > 0;) library->free(blocks[i]);
  }
  return rounds * 1000;
}

/// Replaces a random one of `live` blocks by one of 16...1024 bytes. An operation is the pair.
static size_t random_lifetimes(const struct library *library, size_t live) {
  static void *blocks[100000];
  const size_t count = 1000000;
  for (size_t i = 0; i < live; i++) blocks[i] = library->malloc(16 + next_random() % 1009);
  for (size_t i = 0; i < count; i++) {
    void **block = &blocks[next_random() % live];
    library->free(*block);
    touch(*block = library->malloc(16 + next_random() % 1009));
  }
  for (size_t i = 0; i < live; i++) library->free(blocks[i]);
  return count;
}

/// An array that grows by `step` bytes to 1 MiB. An operation is a realloc.
static size_t growth(const struct library *library, size_t step) {
  size_t count = 0;
  for (size_t round = 0; round < 10; round++) {
    char *array = NULL;
    for (size_t size = step; size <= 1 << 20; size += step, count++) {
      array = library->realloc(array, size);
      array[size - 1] = 1;
    }
    library->free(array);
  }
  return count;
}

static char from[2 << 20], to[2 << 20];

/// Copies of one size. An operation is a copy.
static size_t copies(const struct library *library, size_t size) {
  const size_t count = size >= 65536 ? 2000 : 500000;
  for (size_t i = 0; i < count; i++) library->memcpy(to + (i & 7), from, size);
  return count;
}

/// Fills of one size. An operation is a fill.
static size_t fills(const struct library *library, size_t size) {
  const size_t count = size >= 65536 ? 2000 : 500000;
  for (size_t i = 0; i < count; i++) library->memset(to + (i & 7), (int)i, size);
  return count;
}

static const struct pattern patterns[] = {
    {"malloc + free, 64 B", pairs, 64},
    {"malloc + free, 1 KiB", pairs, 1024},
    {"malloc + free, 64 KiB", pairs, 65536},
    {"burst of 1000, LIFO, 64 B", burst, 64},
    {"burst of 1000, LIFO, 1 KiB", burst, 1024},
    {"random 16...1024 B, 1000 live", random_lifetimes, 1000},
    {"random 16...1024 B, 100000 live", random_lifetimes, 100000},
    {"realloc + 64 B to 1 MiB", growth, 64},
    {"realloc + 4 KiB to 1 MiB", growth, 4096},
    {"memcpy 16 B", copies, 16},
    {"memcpy 100 B", copies, 100},
    {"memcpy 1500 B", copies, 1500},
    {"memcpy 64 KiB", copies, 65536},
    {"memcpy 1 MiB", copies, 1 << 20},
    {"memset 64 B", fills, 64},
    {"memset 4 KiB", fills, 4096},
    {"memset 1 MiB", fills, 1 << 20},
};

// -- Measuring ------------------------------------------------------------------------------------

/// Processor time, so that other work on the machine counts less.
static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static double measure(const struct pattern *pattern, const struct library *library) {
  random_state = 1;
  const double start = now();
  const size_t operations = pattern->run(library, pattern->argument);
  return (now() - start) / (double)operations;
}

static int by_value(const void *left, const void *right) {
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static double median(double *values, int count) {
  qsort(values, count, sizeof *values, by_value);
  return values[count / 2];
}

static void print_samples(const double *values, int count) {
  for (int i = 0; i < count; i++) printf("%c%.2f", i == 0 ? '\t' : ' ', values[i]);
}

static void compare(const struct pattern *pattern, int repetitions, bool all) {
  static double a[MOST_REPETITIONS], b[MOST_REPETITIONS];
  measure(pattern, &ours);
  measure(pattern, &glibc);
  for (int i = 0; i < repetitions; i++) {
    a[i] = measure(pattern, &ours);
    b[i] = measure(pattern, &glibc);
  }
  if (all) {
    printf("%s", pattern->name);
    print_samples(a, repetitions);
    print_samples(b, repetitions);
    printf("\n");
    return;
  }
  const double x = median(a, repetitions), y = median(b, repetitions);
  printf("| %-32s | %9.1f | %9.1f | %5.2f |\n", pattern->name, x, y, x / y);
}

int main(int count, char **arguments) {
  const bool all = count == 3 && strcmp(arguments[1], "--samples") == 0;
  int repetitions = all ? atoi(arguments[2]) : REPETITIONS;
  if (repetitions < 1) repetitions = 1;
  if (repetitions > MOST_REPETITIONS) repetitions = MOST_REPETITIONS;
  void *memory = mmap(NULL, HEAP_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 1;
  nucleus_heap_init(memory, HEAP_SIZE);
  if (!all) {
    printf("| %-32s | %9s | %9s | %5s |\n", "ns per operation", "CNucleus", "glibc", "ratio");
    printf("| -------------------------------- | --------: | --------: | ----: |\n");
  }
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    compare(&patterns[i], repetitions, all);
  }
  const char *broken = nucleus_heap_check();
  if (broken != NULL) fprintf(stderr, "the heap is broken: %s\n", broken);
  return broken != NULL;
}

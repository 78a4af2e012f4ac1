//
// tasks.c - finds Swift's tasks in a heap and reads what they are.
//
// Nobody keeps a list of tasks, and none is needed: a task is a heap object whose first word is the
// address of the concurrency library's task metadata, which no other object begins with. (A free slot
// begins with a link, and whoever gets it anew writes its first word.)
//
//   0  metadata          56  function that goes on      112  its allocator
//   8  reference count   64  context for it             144  id, high
//  16  executor's link   80  run time   (accounting)    176  parent, next child   if a child
//  32  flags             88  runs       (accounting)         group                if in one
//  36  id, low           96  status                          result               if any
//  48  stopped (acc.)   104  -> record -> record ...         entry ... context    the first
//
//   context   0  context of the function that awaits     record   0  kind     16...  what it says
//             8  where that goes on                               8  -> the next one out
//
// These are the layouts of Swift 6.3 as built for Embedded Swift: swift/ABI/Task.h, swift/ABI/
// TaskStatus.h, MetadataValues.h (JobFlags, TaskStatusRecordKind) and stdlib/public/Concurrency/
// TaskPrivate.h, Task.cpp. Tests/Boot looks at tasks of every kind in real images, and so fails when a
// new toolchain changes one.
//
#include "CNucleusTasks.h"

#include "heap.h"
// Here it is the heap that is looked at, which need not be our own.
#undef heap

enum {
  WORD = sizeof(uint64_t),
  TASK_SIZE = 176,
  /// A record's kind is its lowest byte.
  RECORD_DEPENDENCY = 0,
  RECORD_CHILD = 1,
  RECORD_NAME = 6,
  /// No task of a sane program has as many; a circle in broken memory ends here.
  RECORDS_LIMIT = 256,
  CHILDREN_LIMIT = 4096,
  WALK_LIMIT = 1 << 22,
};

/// Bits of a job's flags (JobFlags); the lowest byte is its kind, 0 for a task.
enum {
  FLAG_CHILD = 1 << 24,
  FLAG_FUTURE = 1 << 25,
  FLAG_GROUP_CHILD = 1 << 26,
  FLAG_ASYNC_LET = 1 << 28,
  FLAG_NAMED = 1 << 30,
};

/// Bits of a task's status (ActiveTaskStatus).
enum {
  STATUS_CANCELLED = 0x100,
  STATUS_RUNNING = 0x800,
  STATUS_ENQUEUED = 0x1000,
  STATUS_COMPLETE = 0x2000,
};

struct task_header {
  uint64_t metadata, references;
  uint64_t scheduler[2];
  uint32_t flags, id_low;
  uint64_t voucher, stopped;
  uint64_t resume, context;
  uint64_t reserved;
  uint64_t run_time, runs;
  uint32_t status, unused;
  uint64_t records;
  uint64_t allocator[4];
  uint32_t id_high, priority;
  uint64_t rest[3];
  /// Of a child only.
  uint64_t parent, next_child;
};

_Static_assert(offsetof(struct task_header, run_time) == NUCLEUS_TASK_RUN_TIME, "see above");
_Static_assert(offsetof(struct task_header, runs) == NUCLEUS_TASK_RUNS, "see above");
_Static_assert(offsetof(struct task_header, stopped) == NUCLEUS_TASK_STOPPED, "see above");
_Static_assert(offsetof(struct task_header, status) == 96, "see above");
_Static_assert(offsetof(struct task_header, parent) == TASK_SIZE, "see above");

static bool read_bytes(const struct nucleus_memory *memory, uintptr_t address, void *bytes,
                       size_t size) {
  return address != 0 && memory->read(memory->context, address, bytes, size);
}

/// The word at `address`; 0 when it cannot be read.
static uint64_t read_word(const struct nucleus_memory *memory, uintptr_t address) {
  uint64_t word = 0;
  return read_bytes(memory, address, &word, sizeof word) ? word : 0;
}

static bool read_header(const struct nucleus_memory *memory, uintptr_t metadata, uintptr_t address,
                        struct task_header *header) {
  return address % GRANULE == 0 && read_bytes(memory, address, header, sizeof *header) &&
         header->metadata == metadata && (header->flags & 0xff) == 0;
}

// -- Walking over the heap ------------------------------------------------------------------------

void nucleus_tasks_begin(struct nucleus_task_walk *walk, const struct nucleus_memory *memory,
                         struct nucleus_task_roots roots) {
  *walk = (struct nucleus_task_walk){.memory = memory, .roots = roots, .budget = WALK_LIMIT};
  if (roots.heap == 0 || roots.metadata == 0) return;
  walk->base = read_word(memory, roots.heap + offsetof(struct nucleus_heap_state, base));
  walk->pages = read_word(memory, roots.heap + offsetof(struct nucleus_heap_state, pages));
  walk->frontier = read_word(memory, roots.heap + offsetof(struct nucleus_heap_state, frontier));
}

/// The next slot of `slab` that a task begins in; 0 after the last.
static uintptr_t task_in_slab(struct nucleus_task_walk *walk, const struct page *slab,
                              uint32_t slot_size) {
  const uintptr_t start = walk->base + (walk->page << PAGE_SHIFT);
  while (walk->offset < slab->cut) {
    const uintptr_t slot = start + walk->offset;
    walk->offset += slot_size;
    if (read_word(walk->memory, slot) == walk->roots.metadata) return slot;
  }
  return 0;
}

/// The next block that is a task; 0 after the last.
static uintptr_t task_in_heap(struct nucleus_task_walk *walk) {
  while (walk->page < walk->frontier && walk->budget-- > 0) {
    struct page page;
    const uintptr_t record = walk->pages + walk->page * sizeof page;
    if (!read_bytes(walk->memory, record, &page, sizeof page)) return 0;
    size_t pages = 1;
    uintptr_t found = 0;
    if (page.kind == PAGE_SLAB && page.size_class < CLASS_COUNT) {
      struct size_class class;
      const uintptr_t classes = walk->roots.heap + offsetof(struct nucleus_heap_state, classes);
      if (!read_bytes(walk->memory, classes + page.size_class * sizeof class, &class, sizeof class)) {
        return 0;
      }
      if (class.pages > 0 && class.pages <= 4) pages = class.pages;
      if (class.slot_size >= TASK_SIZE) {
        found = task_in_slab(walk, &page, class.slot_size);
        // The rest of this slab comes next time.
        if (found != 0) return found;
      }
      walk->offset = 0;
    } else if (page.kind == PAGE_LARGE || page.kind == PAGE_FREE) {
      const uintptr_t block = walk->base + (walk->page << PAGE_SHIFT);
      if (page.kind == PAGE_LARGE && read_word(walk->memory, block) == walk->roots.metadata) {
        found = block;
      }
      if (page.count > 0 && page.count <= walk->frontier - walk->page) pages = page.count;
    }
    walk->page += pages;
    if (found != 0) return found;
  }
  return 0;
}

// -- Children by async let ------------------------------------------------------------------------

/// The `async let` child of `parent` that its records name after `previous`, the first for 0; 0 when
/// there is none.
static uintptr_t async_let_after(const struct nucleus_task_walk *walk, uintptr_t parent,
                                 uintptr_t previous) {
  struct task_header header;
  if (!read_header(walk->memory, walk->roots.metadata, parent, &header)) return 0;
  bool is_next = previous == 0;
  uintptr_t record = header.records;
  for (int i = 0; i < RECORDS_LIMIT && record != 0; i++) {
    uint64_t words[3];
    if (!read_bytes(walk->memory, record, words, sizeof words)) return 0;
    uintptr_t child = (words[0] & 0xff) == RECORD_CHILD ? words[2] : 0;
    for (int j = 0; j < CHILDREN_LIMIT && child != 0; j++) {
      if (!read_header(walk->memory, walk->roots.metadata, child, &header)) break;
      if (is_next && (header.flags & FLAG_ASYNC_LET) != 0) return child;
      if (child == previous) is_next = true;
      child = header.next_child;
    }
    record = words[1];
  }
  return 0;
}

/// The next task among the `async let` children of the last one, theirs, and so on.
static uintptr_t next_async_let(struct nucleus_task_walk *walk) {
  uintptr_t task = walk->task;
  uintptr_t next = async_let_after(walk, task, 0);
  struct task_header header;
  while (next == 0 && walk->budget-- > 0 &&
         read_header(walk->memory, walk->roots.metadata, task, &header) &&
         (header.flags & FLAG_ASYNC_LET) != 0) {
    next = async_let_after(walk, header.parent, task);
    task = header.parent;
  }
  return next;
}

uintptr_t nucleus_tasks_next(struct nucleus_task_walk *walk) {
  uintptr_t next = walk->task != 0 && walk->budget > 0 ? next_async_let(walk) : 0;
  if (next == 0) next = task_in_heap(walk);
  if (walk->budget > 0) walk->budget--;
  walk->task = next;
  return next;
}

// -- One task -------------------------------------------------------------------------------------

/// Where the first context's neighbours are: behind the fragments, whose sizes the flags tell
/// (Task.cpp, amountToAllocateForHeaderAndTask).
static uintptr_t first_context(const struct nucleus_memory *memory, uintptr_t address,
                               uint32_t flags) {
  enum { CHILD = 16, GROUP_CHILD = 8, FUTURE = 56, PREFIX = 24, FUTURE_PREFIX = 32 };
  size_t offset = TASK_SIZE;
  if ((flags & FLAG_CHILD) != 0) offset += CHILD;
  if ((flags & FLAG_GROUP_CHILD) != 0) offset += GROUP_CHILD;
  if ((flags & FLAG_FUTURE) != 0) {
    const uint64_t size = read_word(memory, address + offset + WORD);
    const uint64_t mask = read_word(memory, address + offset + 2 * WORD);
    offset = ((offset + FUTURE + mask) & ~mask) + size + FUTURE_PREFIX;
  } else {
    offset += PREFIX;
  }
  return (address + offset + GRANULE - 1) & ~(uintptr_t)(GRANULE - 1);
}

/// Whether `address` can be a function; always when nobody said where the code is.
static bool is_code(const struct nucleus_memory *memory, uintptr_t address) {
  return memory->data_start == 0 ||
         (address >= memory->code_start && address < memory->data_start);
}

/// The function that a task begins with, behind the thunks that the compiler puts around a closure. A
/// thunk's closure holds the address of the next one's descriptor, which is a relative address and a
/// size (swift/ABI/Executor.h, AsyncFunctionPointer), and its closure; any other closure holds what was
/// captured there, which is taken for a descriptor only if it is part of the image and leads to code.
static uintptr_t entry_of(const struct nucleus_memory *memory, uintptr_t first_context) {
  enum { ENTRY = -24, CLOSURE = -16, THUNKS_LIMIT = 4 };
  uintptr_t entry = read_word(memory, first_context + ENTRY);
  uintptr_t closure = read_word(memory, first_context + CLOSURE);
  for (int i = 0; i < THUNKS_LIMIT; i++) {
    uint64_t held[2];
    struct {
      int32_t offset;
      uint32_t size;
    } descriptor;
    if (!read_bytes(memory, closure + 2 * WORD, held, sizeof held) ||
        held[0] < memory->data_start || held[0] >= memory->data_end ||
        !read_bytes(memory, held[0], &descriptor, sizeof descriptor)) {
      break;
    }
    const uintptr_t next = held[0] + (uintptr_t)(intptr_t)descriptor.offset;
    if (!is_code(memory, next)) break;
    entry = next;
    closure = held[1];
  }
  return is_code(memory, entry) ? entry : 0;
}

static enum nucleus_task_state state_of(uint32_t status) {
  if ((status & STATUS_COMPLETE) != 0) return NUCLEUS_TASK_FINISHED;
  if ((status & STATUS_RUNNING) != 0) return NUCLEUS_TASK_RUNNING;
  return (status & STATUS_ENQUEUED) != 0 ? NUCLEUS_TASK_READY : NUCLEUS_TASK_WAITING;
}

/// Takes from the task's records its name and what it waits for.
static void read_records(const struct nucleus_memory *memory, uintptr_t record,
                         struct nucleus_task *task) {
  for (int i = 0; i < RECORDS_LIMIT && record != 0; i++) {
    uint64_t words[3];
    if (!read_bytes(memory, record, words, sizeof words)) return;
    const uint8_t kind = (uint8_t)words[0];
    if (kind == RECORD_NAME) {
      task->name = words[2];
    } else if (kind == RECORD_DEPENDENCY) {
      const uint32_t dependency = (uint32_t)read_word(memory, record + 4 * WORD);
      if (dependency <= NUCLEUS_WAITS_FOR_EXECUTOR) {
        task->dependency = (enum nucleus_task_dependency)dependency;
        task->dependency_address = words[2];
      }
    }
    record = words[1];
  }
}

bool nucleus_task_read(const struct nucleus_memory *memory, uintptr_t metadata, uintptr_t address,
                       struct nucleus_task *task) {
  struct task_header header;
  if (!read_header(memory, metadata, address, &header)) return false;
  *task = (struct nucleus_task){
      .address = address,
      .id = (uint64_t)header.id_high << 32 | header.id_low,
      .state = state_of(header.status),
      .is_cancelled = (header.status & STATUS_CANCELLED) != 0,
      .is_async_let = (header.flags & FLAG_ASYNC_LET) != 0,
      .is_group_child = (header.flags & FLAG_GROUP_CHILD) != 0,
      .parent = (header.flags & FLAG_CHILD) != 0 ? header.parent : 0,
      .resume = header.resume,
      .context = header.context,
      .entry = entry_of(memory, first_context(memory, address, header.flags)),
      .run_time = header.run_time,
      .runs = header.runs,
      .stopped = header.stopped,
  };
  read_records(memory, header.records, task);
  return true;
}

size_t nucleus_task_frames(const struct nucleus_memory *memory, const struct nucleus_task *task,
                           uintptr_t *frames, size_t limit) {
  if (task->state == NUCLEUS_TASK_RUNNING || task->state == NUCLEUS_TASK_FINISHED) return 0;
  size_t count = 0;
  if (!is_code(memory, task->resume)) return 0;
  if (count < limit) frames[count++] = task->resume;
  uintptr_t context = task->context;
  uint64_t words[2];
  // The outermost function goes on in the concurrency library, which ends the task.
  while (count < limit && read_bytes(memory, context, words, sizeof words) && words[0] != 0 &&
         is_code(memory, words[1])) {
    // A continuation's own context says once more where the task goes on.
    if (count > 1 || words[1] != frames[0]) frames[count++] = words[1];
    context = words[0];
  }
  return count;
}

size_t nucleus_task_name(const struct nucleus_memory *memory, const struct nucleus_task *task,
                         char *name, size_t size) {
  size_t length = 0;
  while (length + 1 < size) {
    char byte = 0;
    if (!read_bytes(memory, task->name == 0 ? 0 : task->name + length, &byte, 1) || byte == 0) break;
    name[length++] = byte;
  }
  if (size > 0) name[length] = 0;
  return length;
}

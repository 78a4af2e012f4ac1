//
// CNucleusTasks.h - what can be known about Swift's tasks from memory alone.
//
// Three callers look at tasks, with the same code:
//
//   the runtime    TaskTable.snapshot() in a running unikernel
//   the report     what a trap or a panic leaves on the console
//   the workbench  a hung or crashed unikernel, over memory that QEMU reads
//
// So nothing here follows a pointer: all memory is asked of a `nucleus_memory`, which may refuse. It
// allocates nothing, changes nothing, and every loop ends, whatever the memory holds.
//
// Order of use: nucleus_tasks_begin, then nucleus_tasks_next until it answers 0; for each task
// nucleus_task_read, and of that nucleus_task_frames and nucleus_task_name as wanted.
//
#ifndef MIRADOR_CNUCLEUS_TASKS_H
#define MIRADOR_CNUCLEUS_TASKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The memory of the unikernel that is looked at.
struct nucleus_memory {
  /// Copies `size` bytes at `address` to `bytes`; false when not all of them can be read.
  bool (*read)(void *context, uintptr_t address, void *bytes, size_t size);
  void *context;
  /// Where the image's code begins, which its constants and data follow: the symbols image_start, text_end and
  /// data_end. Zeroes: a task's first function is then a thunk of the compiler's.
  uintptr_t code_start, data_start, data_end;
};

/// The memory of this unikernel: its heap, what nucleus_heap is, its constants and data. Trap context.
extern const struct nucleus_memory nucleus_own_memory;

/// Where in the memory the walk begins.
struct nucleus_task_roots {
  /// The symbol nucleus_heap.
  uintptr_t heap;
  /// What the word at the symbol _swift_concurrency_debug_asyncTaskMetadata holds: the first word of
  /// every task.
  uintptr_t metadata;
};

/// Those of this unikernel; the metadata is 0 in an image that never makes a task. Trap context.
struct nucleus_task_roots nucleus_own_task_roots(void);

// -- Finding tasks --------------------------------------------------------------------------------

/// A walk over all tasks; the fields are its own.
struct nucleus_task_walk {
  const struct nucleus_memory *memory;
  struct nucleus_task_roots roots;
  uintptr_t base, pages;
  size_t frontier, page;
  uint32_t offset;
  uintptr_t task;
  size_t budget;
};

/// Starts a walk. Memory without a heap has no tasks.
void nucleus_tasks_begin(struct nucleus_task_walk *walk, const struct nucleus_memory *memory,
                         struct nucleus_task_roots roots);

/// The address of the next task, 0 after the last: first a task in the heap, then the `async let`
/// children in it, which live in their parent's own memory. O(pages of the heap) for the whole walk,
/// and the slots of classes that a task fits in.
uintptr_t nucleus_tasks_next(struct nucleus_task_walk *walk);

// -- One task -------------------------------------------------------------------------------------

enum nucleus_task_state {
  NUCLEUS_TASK_WAITING = 0,
  /// In a queue: the executor's or an actor's. (A task in Task.yield says that it waits.)
  NUCLEUS_TASK_READY,
  NUCLEUS_TASK_RUNNING,
  /// Its result is there; somebody still holds it.
  NUCLEUS_TASK_FINISHED,
};

/// What a task waits for.
enum nucleus_task_dependency {
  NUCLEUS_WAITS_FOR_NOTHING = 0,
  NUCLEUS_WAITS_FOR_TASK,
  NUCLEUS_WAITS_FOR_CONTINUATION,
  NUCLEUS_WAITS_FOR_GROUP,
  NUCLEUS_WAITS_FOR_EXECUTOR,
};

struct nucleus_task {
  uintptr_t address;
  /// Counts up from 1 and is never used again.
  uint64_t id;
  enum nucleus_task_state state;
  bool is_cancelled;
  /// A child by `async let`, or in a task group; else nobody's child.
  bool is_async_let, is_group_child;
  /// The parent's address; 0 for a task that is nobody's child.
  uintptr_t parent;
  /// Where its name is, NUL-terminated; 0 when it has none.
  uintptr_t name;
  enum nucleus_task_dependency dependency;
  /// The address of the task, continuation, group or actor; 0 is the executor itself.
  uintptr_t dependency_address;
  /// The function that goes on next, and the context that it is given.
  uintptr_t resume, context;
  /// The function that it began with; 0 when that cannot be told.
  uintptr_t entry;
  /// What the runtime's accounting keeps in words of the task that the concurrency library sets to
  /// zero and does not use in Embedded Swift (one is reserved, two are for checks of exclusive access
  /// that there are not): nanoseconds that it ran, how often, and when it last stopped; 0 when unknown.
  uint64_t run_time, runs, stopped;
};

enum {
  /// Where those words are in a task.
  NUCLEUS_TASK_STOPPED = 48,
  NUCLEUS_TASK_RUN_TIME = 80,
  NUCLEUS_TASK_RUNS = 88,
};

/// Reads the task at `address`; false when there is none.
bool nucleus_task_read(const struct nucleus_memory *memory, uintptr_t metadata, uintptr_t address,
                       struct nucleus_task *task);

/// Stores up to `limit` code addresses, innermost first: the function that goes on next, then those
/// that await it. Each is the first byte of what goes on. Returns how many; none for a task that runs
/// or has finished.
size_t nucleus_task_frames(const struct nucleus_memory *memory, const struct nucleus_task *task,
                           uintptr_t *frames, size_t limit);

/// Copies the task's name, cut to `size` - 1 bytes, with a NUL; returns its length. Raw bytes: whoever
/// shows it takes care of controls.
size_t nucleus_task_name(const struct nucleus_memory *memory, const struct nucleus_task *task,
                         char *name, size_t size);

#ifdef __cplusplus
}
#endif

#endif

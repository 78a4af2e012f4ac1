//
// tasks_report.c - what a unikernel says of its tasks and its log when it must end.
//
//   tasks 3
//   task 3 running of 1 "blinker"
//   task 1 waiting for 3
//     at 0x0000000000104a3c
//   task 2 waiting cancelled "sleeper"
//     at 0x0000000000102b10
//     entered 0x0000000000102a00
//   log
//     2026-06-29T14:31:38Z INF [app] text
//
// Indented by two more, after the backtrace of report.h. `of` names the parent, `for` the task that is
// waited for; the task that ran comes first. Addresses are those of functions, not return addresses.
// A unikernel with one task says nothing of it: the backtrace is that task's.
//
// Trap context: the heap may be broken, and nothing is allocated.
//
#include <platform.h>

#include "CNucleus.h"
#include "CNucleusTasks.h"

enum {
  /// A task more costs a line and its frames; a serial port takes 45 us a byte under some hypervisors.
  TASKS_LIMIT = 64,
  FRAMES_LIMIT = 12,
  NAME_LIMIT = 64,
  LOG_LINES = 8,
};

__attribute__((format(printf, 1, 2))) static void print(const char *format, ...) {
  char line[128];
  va_list arguments;
  va_start(arguments, format);
  const int size = NUCLEUS(vsnprintf)(line, sizeof line, format, arguments);
  va_end(arguments);
  platform_console_write(line, size < (int)sizeof line ? (size_t)size : sizeof line - 1);
}

/// A name comes from the program or from further away: no byte that a terminal takes for a command.
static void make_printable(char *text) {
  for (; *text != 0; text++) {
    if (*text < ' ' || *text > '~' || *text == '"') *text = '?';
  }
}

/// Prints ` WORD ID` of the task at `address`, nothing when there is none.
static void print_id(const char *word, uintptr_t metadata, uintptr_t address) {
  struct nucleus_task task;
  if (!nucleus_task_read(&nucleus_own_memory, metadata, address, &task)) return;
  print(" %s %llu", word, (unsigned long long)task.id);
}

static void print_task(uintptr_t metadata, uintptr_t address) {
  static const char states[][9] = {"waiting", "ready", "running", "finished"};
  const struct nucleus_memory *memory = &nucleus_own_memory;
  struct nucleus_task task;
  if (!nucleus_task_read(memory, metadata, address, &task)) return;
  print("  task %llu %s%s", (unsigned long long)task.id, states[task.state],
        task.is_cancelled ? " cancelled" : "");
  print_id("of", metadata, task.parent);
  if (task.dependency == NUCLEUS_WAITS_FOR_TASK) {
    print_id("for", metadata, task.dependency_address);
  }
  char name[NAME_LIMIT];
  if (nucleus_task_name(memory, &task, name, sizeof name) > 0) {
    make_printable(name);
    print(" \"%s\"", name);
  }
  print("\n");
  uintptr_t frames[FRAMES_LIMIT];
  const size_t count = nucleus_task_frames(memory, &task, frames, FRAMES_LIMIT);
  for (size_t i = 0; i < count; i++) print("    at 0x%016zx\n", (size_t)frames[i]);
  if (task.entry != 0) print("    entered 0x%016zx\n", (size_t)task.entry);
}

/// Prints the one that ran, then the others.
static void print_tasks(uintptr_t running) {
  const struct nucleus_task_roots roots = nucleus_own_task_roots();
  size_t count = 0;
  struct nucleus_task_walk walk;
  nucleus_tasks_begin(&walk, &nucleus_own_memory, roots);
  while (nucleus_tasks_next(&walk) != 0) count++;
  if (count < 2) return;
  print("  tasks %zu\n", count);
  print_task(roots.metadata, running);
  nucleus_tasks_begin(&walk, &nucleus_own_memory, roots);
  for (size_t printed = 1; printed < TASKS_LIMIT; printed++) {
    const uintptr_t task = nucleus_tasks_next(&walk);
    if (task != running) print_task(roots.metadata, task);
  }
}

/// Prints the last whole lines of the log.
static void print_log(void) {
  const struct platform_log_history *log = &platform_log_history;
  if (log->ring == NULL || log->written == 0) return;
  const size_t oldest = log->written > log->capacity ? log->written - log->capacity : 0;
  size_t start = log->written;
  for (int lines = 0; start > oldest; start--) {
    if (log->ring[(start - 1) % log->capacity] == '\n' && lines++ == LOG_LINES) break;
  }
  print("  log\n");
  for (size_t next = start; next < log->written;) {
    size_t end = next;
    while (log->ring[end % log->capacity] != '\n') end++;
    platform_console_write("    ", 4);
    // A line that goes over the ring's end is in two pieces.
    const size_t first = next % log->capacity, size = end + 1 - next;
    const size_t whole = size < log->capacity - first ? size : log->capacity - first;
    platform_console_write(log->ring + first, whole);
    platform_console_write(log->ring, size - whole);
    next = end + 1;
  }
}

extern uintptr_t current_task(void) __asm__("swift_task_getCurrent") __attribute__((weak));

void nucleus_report(void) {
  print_tasks(current_task != NULL ? current_task() : 0);
  print_log();
}

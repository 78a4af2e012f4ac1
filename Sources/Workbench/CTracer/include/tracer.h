//
// tracer.h - runs a static program and stops it for a moment at places that are named.
//
// The caller's thread starts the program, is its tracer (ptrace(2)) to its end, and returns then. Every place
// is a breakpoint that is met once: the byte there becomes int3, and when it is met the byte is put back for
// good. What the stops take is told beside when they were, so that it can be taken out of the program's time.
//
// Here because ptrace has a variable number of arguments, which Swift cannot call, and because between vfork
// and execve nothing but C may run.
//
#ifndef MIRADOR_TRACER_H
#define MIRADOR_TRACER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A place to stop at.
struct tracer_point {
  uint64_t address;
  /// What the place belongs to; when one place of a landmark was met, its others are forgotten.
  int32_t landmark;
  /// The landmark after which this place counts; -1: from the start.
  int32_t after;
};

/// A stop. Times are CLOCK_MONOTONIC's nanoseconds.
struct tracer_stop {
  int32_t landmark;
  /// When the stop was seen, and when the program went on.
  int64_t stopped, resumed;
  /// What a stop costs by itself: from letting the program execute one instruction to seeing it stopped.
  int64_t step;
};

/// A run of a program.
struct tracer_run {
  const char *program;
  char *const *arguments;
  char *const *environment;
  /// The program's standard output and error.
  int output;
  /// The program is killed with SIGALRM after so many seconds.
  unsigned seconds;

  /// Without it the program runs as it is: nothing is looked at but its start and its end.
  int is_traced;
  /// No address twice.
  const struct tracer_point *points;
  size_t point_count;
  /// Has room for a stop of each landmark, and one: the first, of landmark -1, is at the program's first
  /// instruction.
  struct tracer_stop *stops;
  size_t stop_limit;

  /// Filled in.
  size_t stop_count;
  int64_t start, end;
  /// As waitpid tells it.
  int status;
  /// The program while it runs, 0 otherwise; may be read from another thread.
  volatile pid_t child;
};

/// Runs a program to its end; 0, or what errno said when it could not be started or traced.
int tracer_run(struct tracer_run *run);

#endif

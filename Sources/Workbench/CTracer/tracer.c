#define _GNU_SOURCE
#include "tracer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { int3 = 0xcc };

/// A place while the program runs.
struct place {
  bool is_armed, is_done;
  uint8_t byte;
};

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/// What the child does between vfork and execve: it has the parent's memory, so it writes none but its stack.
static void become(const struct tracer_run *run, const sigset_t *mask) {
  int null = open("/dev/null", O_RDONLY);
  if (null < 0 || dup2(null, 0) < 0 || dup2(run->output, 1) < 0 || dup2(run->output, 2) < 0) _exit(127);
  if (run->is_traced && ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) _exit(127);
  for (int number = 3; number < 256; number++) close(number);
  sigprocmask(SIG_SETMASK, mask, NULL);
  alarm(run->seconds);
  execve(run->program, run->arguments, run->environment);
  _exit(127);
}

/// Writes one byte of the program; the words around it stay.
static bool poke(pid_t child, uint64_t address, uint8_t byte, uint8_t *old) {
  uint64_t place = address & ~7ull;
  unsigned shift = (address & 7) * 8;
  errno = 0;
  uint64_t word = (uint64_t)ptrace(PTRACE_PEEKTEXT, child, (void *)place, NULL);
  if (errno != 0) return false;
  if (old != NULL) *old = (uint8_t)(word >> shift);
  word = (word & ~(0xffull << shift)) | (uint64_t)byte << shift;
  return ptrace(PTRACE_POKETEXT, child, (void *)place, (void *)word) == 0;
}

/// Sets the breakpoints that count after `landmark`.
static void arm(const struct tracer_run *run, struct place *places, int32_t landmark) {
  for (size_t i = 0; i < run->point_count; i++) {
    if (run->points[i].after != landmark || places[i].is_armed || places[i].is_done) continue;
    places[i].is_armed = poke(run->child, run->points[i].address, int3, &places[i].byte);
  }
}

/// Takes back the breakpoints of a landmark.
static void disarm(const struct tracer_run *run, struct place *places, int32_t landmark) {
  for (size_t i = 0; i < run->point_count; i++) {
    if (run->points[i].landmark != landmark) continue;
    if (places[i].is_armed) poke(run->child, run->points[i].address, places[i].byte, NULL);
    places[i].is_armed = false;
    places[i].is_done = true;
  }
}

/// The next stop or the end; false: the end.
static bool wait_for(struct tracer_run *run) {
  while (waitpid(run->child, &run->status, __WALL) < 0) {
    if (errno != EINTR) return false;
  }
  return WIFSTOPPED(run->status);
}

/// The landmark whose breakpoint the program has met; -1: none.
static int32_t met(const struct tracer_run *run, const struct place *places, uint64_t counter) {
  for (size_t i = 0; i < run->point_count; i++) {
    if (places[i].is_armed && run->points[i].address == counter) return run->points[i].landmark;
  }
  return -1;
}

/// The program stands behind a breakpoint: notes it, puts the instruction back and executes that.
/// Returns the signal that the program is to get, 0: none; false in `goes_on`: it has ended.
static int stop_at(
  struct tracer_run *run, struct place *places, int64_t stopped, bool *goes_on
) {
  struct user_regs_struct registers;
  int signal = WSTOPSIG(run->status);
  if (signal != SIGTRAP || ptrace(PTRACE_GETREGS, run->child, NULL, &registers) != 0) return signal;
  int32_t landmark = met(run, places, registers.rip - 1);
  if (landmark < 0) return signal;
  disarm(run, places, landmark);
  registers.rip -= 1;
  ptrace(PTRACE_SETREGS, run->child, NULL, &registers);
  int64_t before = now();
  ptrace(PTRACE_SINGLESTEP, run->child, NULL, NULL);
  *goes_on = wait_for(run);
  int64_t after = now();
  if (run->stop_count < run->stop_limit) {
    run->stops[run->stop_count++] = (struct tracer_stop){
      .landmark = landmark, .stopped = stopped, .step = after - before,
    };
  }
  if (!*goes_on) return 0;
  arm(run, places, landmark);
  return WSTOPSIG(run->status) == SIGTRAP ? 0 : WSTOPSIG(run->status);
}

/// Lets the program go on, and says that it has.
static void go_on(struct tracer_run *run, int signal) {
  if (run->stop_count > 0 && run->stops[run->stop_count - 1].resumed == 0) {
    run->stops[run->stop_count - 1].resumed = now();
  }
  ptrace(PTRACE_CONT, run->child, NULL, (void *)(intptr_t)signal);
}

static int follow(struct tracer_run *run, struct place *places) {
  bool goes_on = wait_for(run);
  if (!run->is_traced) return 0;
  // Not a stop: it could not even be executed.
  if (!goes_on) return ENOEXEC;
  run->stops[run->stop_count++] = (struct tracer_stop){ .landmark = -1, .stopped = now() };
  ptrace(PTRACE_SETOPTIONS, run->child, NULL, (void *)PTRACE_O_EXITKILL);
  arm(run, places, -1);
  go_on(run, 0);
  while (wait_for(run)) {
    goes_on = true;
    int signal = stop_at(run, places, now(), &goes_on);
    if (!goes_on) break;
    go_on(run, signal);
  }
  return 0;
}

int tracer_run(struct tracer_run *run) {
  if (run->stop_limit == 0) return EINVAL;
  struct place *places = calloc(run->point_count + 1, sizeof *places);
  if (places == NULL) return ENOMEM;
  sigset_t none;
  sigemptyset(&none);
  run->stop_count = 0;
  run->start = now();
  pid_t child = vfork();
  if (child == 0) become(run, &none);
  if (child < 0) {
    int reason = errno;
    free(places);
    return reason;
  }
  run->child = child;
  int result = follow(run, places);
  run->child = 0;
  run->end = now();
  free(places);
  return result;
}

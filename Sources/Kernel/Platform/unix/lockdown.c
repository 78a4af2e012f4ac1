//
// lockdown.c - the seccomp filter: a handful of system calls, the rest kills.
//
// The filter is a program for the kernel's packet filter machine, run over struct seccomp_data for
// every call: number at offset 0, architecture at 4, the six arguments from 16 on, 8 bytes each (the
// low half first). docs/platform.md lists the calls with the reason for each.
//
#include <platform.h>

#include "kernel.h"

struct instruction {
  uint16_t code;
  uint8_t when_true, when_false;
  uint32_t operand;
};

enum {
  LOAD = 0x20,             // BPF_LD | BPF_W | BPF_ABS
  JUMP_IF_EQUAL = 0x15,    // BPF_JMP | BPF_JEQ | BPF_K
  JUMP_IF_AT_LEAST = 0x35, // BPF_JMP | BPF_JGE | BPF_K
  RETURN = 0x06,           // BPF_RET | BPF_K
  OFFSET_NUMBER = 0,
  OFFSET_ARCHITECTURE = 4,
  OFFSET_FIRST_ARGUMENT = 16,
  X86_64 = 0xc000003e, // AUDIT_ARCH_X86_64
  PR_SET_NO_NEW_PRIVS = 38,
  PR_SET_SECCOMP = 22,
  SECCOMP_MODE_FILTER = 2,
};
#define ALLOW 0x7fff0000u        // SECCOMP_RET_ALLOW
#define KILL_PROCESS 0x80000000u // SECCOMP_RET_KILL_PROCESS

enum { STANDARD_OUTPUT = 1, CLOCK_REALTIME = 0, CLOCK_MONOTONIC = 1 };

/// `write` and `read` end in the same test, first <= descriptor < end; without devices nothing passes it.
static struct instruction filter[] = {
    {LOAD, 0, 0, OFFSET_ARCHITECTURE},
    {JUMP_IF_EQUAL, 1, 0, X86_64},
    {RETURN, 0, 0, KILL_PROCESS},
    {LOAD, 0, 0, OFFSET_NUMBER},
    {JUMP_IF_EQUAL, 5, 0, CALL_WRITE},
    {JUMP_IF_EQUAL, 6, 0, CALL_READ},
    {JUMP_IF_EQUAL, 9, 0, CALL_CLOCK_GETTIME},
    {JUMP_IF_EQUAL, 12, 0, CALL_PPOLL},
    {JUMP_IF_EQUAL, 11, 0, CALL_EXIT_GROUP},
    {RETURN, 0, 0, KILL_PROCESS},
    // write: to the console as well
    {LOAD, 0, 0, OFFSET_FIRST_ARGUMENT},
    {JUMP_IF_EQUAL, 8, 1, STANDARD_OUTPUT},
    // read
    {LOAD, 0, 0, OFFSET_FIRST_ARGUMENT},
    {JUMP_IF_AT_LEAST, 0, 1, 0},
    {JUMP_IF_AT_LEAST, 0, 5, 0},
    {RETURN, 0, 0, KILL_PROCESS},
    // clock_gettime: the monotonic clock and the wall clock only
    {LOAD, 0, 0, OFFSET_FIRST_ARGUMENT},
    {JUMP_IF_EQUAL, 2, 0, CLOCK_MONOTONIC},
    {JUMP_IF_EQUAL, 1, 0, CLOCK_REALTIME},
    {RETURN, 0, 0, KILL_PROCESS},
    {RETURN, 0, 0, ALLOW},
};

enum { FROM_FIRST = 13, UP_TO_END = 14 };

void unix_allow_descriptors(uint32_t first, uint32_t count) {
  filter[FROM_FIRST].operand = first;
  filter[UP_TO_END].operand = first + count;
}

void unix_lock_down(void) {
  struct {
    uint16_t length;
    const struct instruction *instructions;
  } program = {sizeof filter / sizeof filter[0], filter};
  long result = system_call(CALL_PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0);
  if (result == 0) {
    result = system_call(CALL_PRCTL, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (long)&program, 0, 0, 0);
  }
  if (result != 0) platform_panic("this Linux kernel refuses the seccomp sandbox");
}

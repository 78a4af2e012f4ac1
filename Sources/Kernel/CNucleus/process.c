//
// process.c - how a unikernel ends, errno, and the randomness of hash seeds.
//
// exit flushes the console and leaves by platform_exit; everything that must not happen flushes the
// console and leaves by platform_panic, which prints one line and a backtrace. Neither returns.
//
#include "CNucleus.h"

#include <platform.h>

_Noreturn void NUCLEUS(exit)(int status) {
  NUCLEUS(fflush)(NULL);
  platform_exit(status);
}

_Noreturn void nucleus_panic(const char *message) {
  NUCLEUS(fflush)(NULL);
  platform_panic(message);
}

_Noreturn void NUCLEUS(abort)(void) { nucleus_panic("abort called"); }

// Its lowest byte is a NUL, which an overrunning string cannot write and go on.
uintptr_t NUCLEUS(__stack_chk_guard) = 0x9d4c5a3be1f7a200u;

// The frame this is called from is not to be trusted, but the message is a constant and
// platform_panic does not return through it.
_Noreturn void NUCLEUS(__stack_chk_fail)(void) {
  nucleus_panic("a stack frame was overwritten (its canary changed)");
}

_Noreturn void NUCLEUS(__cxa_pure_virtual)(void) {
  nucleus_panic("a pure virtual function was called");
}

_Noreturn void NUCLEUS(_ZSt20__throw_length_errorPKc)(const char *message) {
  char text[128];
  NUCLEUS(snprintf)(text, sizeof text, "a C++ container grew too long: %s", message);
  nucleus_panic(text);
}

int *NUCLEUS(__errno_location)(void) {
  static int error;
  return &error;
}

void NUCLEUS(arc4random_buf)(void *bytes, size_t size) { platform_seed(bytes, size); }

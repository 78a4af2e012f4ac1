//
// canary.h - the block that FS points at: the System V ABI keeps the stack canary at %fs:0x28.
//
#ifndef MIRADOR_CANARY_H
#define MIRADOR_CANARY_H

#include <stdint.h>

struct thread_block {
  /// The ABI wants the block's own address first.
  struct thread_block *self;
  uintptr_t unused[4];
  uintptr_t canary;
};
extern struct thread_block platform_thread_block;

#endif

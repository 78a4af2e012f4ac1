//
// testing.c - see CNucleusTesting.h. Nothing of it is in an image.
//
#ifndef MIRADOR_IMAGE

#include "CNucleusTesting.h"

#include "CNucleus.h"

void nucleus_test_perform(void *context) {
  const struct nucleus_test_arguments *arguments = context;
  void *block = arguments->block;
  const size_t count = arguments->count, size = arguments->size;
  switch (arguments->call) {
    case NUCLEUS_TEST_MALLOC: NUCLEUS(malloc)(size); break;
    case NUCLEUS_TEST_CALLOC: NUCLEUS(calloc)(count, size); break;
    case NUCLEUS_TEST_REALLOC: NUCLEUS(realloc)(block, size); break;
    case NUCLEUS_TEST_FREE: NUCLEUS(free)(block); break;
    case NUCLEUS_TEST_ALIGNED_ALLOC: NUCLEUS(aligned_alloc)(count, size); break;
    case NUCLEUS_TEST_BLOCK_SIZE: nucleus_block_size(block); break;
    case NUCLEUS_TEST_ABORT: NUCLEUS(abort)();
    case NUCLEUS_TEST_EXIT: NUCLEUS(exit)((int)size);
    case NUCLEUS_TEST_STACK_CHECK: NUCLEUS(__stack_chk_fail)();
    case NUCLEUS_TEST_PURE_VIRTUAL: NUCLEUS(__cxa_pure_virtual)();
    case NUCLEUS_TEST_LENGTH_ERROR: NUCLEUS(_ZSt20__throw_length_errorPKc)("vector::reserve");
  }
}

int nucleus_test_snprintf(char *buffer, size_t size, const char *text, int number) {
  return NUCLEUS(snprintf)(buffer, size, "%s has %d", text, number);
}

int nucleus_test_printf(const char *text, int number) {
  return NUCLEUS(printf)("%s has %d\n", text, number);
}

#endif

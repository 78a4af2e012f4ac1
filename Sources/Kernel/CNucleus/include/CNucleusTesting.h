//
// CNucleusTesting.h - what the tests of CNucleus need in C: calls that do not return, and calls
// with variable arguments. Empty in images.
//
#ifndef MIRADOR_CNUCLEUS_TESTING_H
#define MIRADOR_CNUCLEUS_TESTING_H

#ifndef MIRADOR_IMAGE

#include <stddef.h>

/// A call that may end the unikernel.
enum nucleus_test_call {
  /// malloc(size), calloc(count, size), realloc(block, size), free(block).
  NUCLEUS_TEST_MALLOC,
  NUCLEUS_TEST_CALLOC,
  NUCLEUS_TEST_REALLOC,
  NUCLEUS_TEST_FREE,
  /// aligned_alloc(count, size), nucleus_block_size(block).
  NUCLEUS_TEST_ALIGNED_ALLOC,
  NUCLEUS_TEST_BLOCK_SIZE,
  /// abort(), exit(size), __stack_chk_fail(), and the two of C++.
  NUCLEUS_TEST_ABORT,
  NUCLEUS_TEST_EXIT,
  NUCLEUS_TEST_STACK_CHECK,
  NUCLEUS_TEST_PURE_VIRTUAL,
  NUCLEUS_TEST_LENGTH_ERROR,
};

struct nucleus_test_arguments {
  enum nucleus_test_call call;
  void *block;
  size_t count;
  size_t size;
};

/// Makes the call that `arguments`, a struct nucleus_test_arguments, describes; a body for
/// platform_host_expect_end.
void nucleus_test_perform(void *arguments);

/// snprintf(buffer, size, "%s has %d", text, number).
int nucleus_test_snprintf(char *buffer, size_t size, const char *text, int number);

/// printf("%s has %d\n", text, number).
int nucleus_test_printf(const char *text, int number);

#endif

#endif

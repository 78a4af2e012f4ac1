//
// libraries.c - the table of libraries of an image without a manifest: empty.
//
// `mirador build` links an object with the true table after this library, which is then left out. Weak
// all the same, so that the order of the two never matters.
//
#include <platform.h>

__attribute__((weak)) const char *mirador_libraries(void) {
  return "";
}

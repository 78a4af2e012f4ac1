//
// arguments.c - see arguments.h. What is written never overtakes what is read: quotes and backslashes
// only take away.
//
#include "arguments.h"

#include <stdbool.h>

static bool is_space(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

size_t split_arguments(char *line, const char **arguments, size_t limit) {
  size_t count = 0;
  char *out = line;
  while (true) {
    while (is_space(*line)) line++;
    if (*line == 0) return count;
    if (count == limit) return limit + 1;
    arguments[count++] = out;
    bool quoted = false;
    for (; *line != 0 && (quoted || !is_space(*line)); line++) {
      if (*line == '"') {
        quoted = !quoted;
      } else {
        if (*line == '\\' && line[1] != 0) line++;
        *out++ = *line;
      }
    }
    bool last = *line == 0;
    *out++ = 0;
    if (last) return count;
    line++;
  }
}

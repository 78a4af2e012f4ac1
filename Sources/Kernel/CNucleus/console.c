//
// console.c - printf, puts, putchar, fputs, fflush: all streams are the console (C23 7.23).
//
//   printf puts fputs  ->  a chunk on the stack (256 bytes)  ->\
//                                                               platform_console_write
//   putchar            ->  the line (256 bytes, static)      ->/
//
// The order of output is the order of calls: whoever writes sends the line first.
//
#include "format.h"

#include <platform.h>

enum { CHUNK = 256 };

/// Bytes that were given to putchar and not yet sent.
static struct {
  char bytes[CHUNK];
  size_t count;
} line;

struct nucleus_file {
  char unused;
};

static struct nucleus_file console;
struct nucleus_file *const NUCLEUS(stderr) = &console;
struct nucleus_file *const NUCLEUS(stdout) = &console;

/// One call's text on its way: gathered so that a short one is a single write.
struct console_sink {
  struct nucleus_sink sink;
  size_t count;
  char bytes[CHUNK];
};

static void send_chunk(struct console_sink *chunk) {
  if (chunk->count > 0) platform_console_write(chunk->bytes, chunk->count);
  chunk->count = 0;
}

static void take_into_chunk(struct nucleus_sink *sink, const char *text, size_t size) {
  struct console_sink *chunk = (struct console_sink *)sink;
  while (size > 0) {
    if (chunk->count == CHUNK) send_chunk(chunk);
    const size_t room = CHUNK - chunk->count;
    const size_t step = size < room ? size : room;
    NUCLEUS(memcpy)(chunk->bytes + chunk->count, text, step);
    chunk->count += step;
    text += step;
    size -= step;
  }
}

int NUCLEUS(vprintf)(const char *format, va_list arguments) {
  struct console_sink chunk;
  chunk.sink.take = take_into_chunk;
  chunk.count = 0;
  NUCLEUS(fflush)(NULL);
  const int length = nucleus_format(&chunk.sink, format, arguments);
  send_chunk(&chunk);
  return length;
}

int NUCLEUS(printf)(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = NUCLEUS(vprintf)(format, arguments);
  va_end(arguments);
  return length;
}

int NUCLEUS(puts)(const char *text) {
  struct console_sink chunk;
  chunk.count = 0;
  NUCLEUS(fflush)(NULL);
  take_into_chunk(&chunk.sink, text, NUCLEUS(strlen)(text));
  take_into_chunk(&chunk.sink, "\n", 1);
  send_chunk(&chunk);
  return 0;
}

int NUCLEUS(putchar)(int byte) {
  line.bytes[line.count++] = (char)byte;
  if ((char)byte == '\n' || line.count == CHUNK) NUCLEUS(fflush)(NULL);
  return (unsigned char)byte;
}

int NUCLEUS(fputs)(const char *text, struct nucleus_file *stream) {
  (void)stream;
  NUCLEUS(fflush)(NULL);
  const size_t size = NUCLEUS(strlen)(text);
  if (size > 0) platform_console_write(text, size);
  return 0;
}

int NUCLEUS(fflush)(struct nucleus_file *stream) {
  (void)stream;
  const size_t count = line.count;
  line.count = 0;
  if (count > 0) platform_console_write(line.bytes, count);
  return 0;
}

//
// print.c - vsnprintf and snprintf: formatted text into a buffer (C23 7.23.6).
//
#include "format.h"

/// A buffer that keeps what fits and lets the rest go.
struct buffer_sink {
  struct nucleus_sink sink;
  char *next;
  size_t room;
};

static void take_into_buffer(struct nucleus_sink *sink, const char *text, size_t size) {
  struct buffer_sink *buffer = (struct buffer_sink *)sink;
  const size_t kept = size < buffer->room ? size : buffer->room;
  NUCLEUS(memcpy)(buffer->next, text, kept);
  buffer->next += kept;
  buffer->room -= kept;
}

int NUCLEUS(vsnprintf)(char *buffer, size_t size, const char *format, va_list arguments) {
  char nowhere;
  struct buffer_sink sink = {
      .sink = {take_into_buffer},
      .next = size == 0 ? &nowhere : buffer,
      .room = size == 0 ? 0 : size - 1,
  };
  const int length = nucleus_format(&sink.sink, format, arguments);
  if (size > 0) *sink.next = 0;
  return length;
}

int NUCLEUS(snprintf)(char *buffer, size_t size, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = NUCLEUS(vsnprintf)(buffer, size, format, arguments);
  va_end(arguments);
  return length;
}

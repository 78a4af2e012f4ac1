//
// format.h - the formatter behind vsnprintf and vprintf: text goes to a sink, in pieces.
//
#ifndef MIRADOR_CNUCLEUS_FORMAT_H
#define MIRADOR_CNUCLEUS_FORMAT_H

#include "CNucleus.h"

/// Where formatted text goes. The owner embeds it as the first member of its own struct.
struct nucleus_sink {
  /// Takes the next `size` bytes of the text; never asked for 0.
  void (*take)(struct nucleus_sink *sink, const char *text, size_t size);
};

/// Formats to `sink`; returns the length of the text, or -1 with EOVERFLOW when the text, a width
/// or a precision does not fit an int. Conversions: see CNucleus.h.
int nucleus_format(struct nucleus_sink *sink, const char *format, va_list arguments);

#endif

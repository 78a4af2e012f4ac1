//
// format.c - printf's conversions (C23 7.23.6.1), without floating point.
//
//   "%-+#08.3lx"      ->  struct conversion  ->  [spaces] prefix [zeroes] digits [spaces]
//     parse_conversion                            emit_field
//
// Nothing here allocates, and no piece is longer than the argument it comes from: padding is sent
// in slices.
//
#include "format.h"

#include <limits.h>

/// One conversion of the format, read but without its argument.
struct conversion {
  bool left, plus, space, zero, alternate;
  /// The smallest width of the field.
  size_t width;
  /// The precision; -1 when there is none.
  int64_t precision;
  /// hh 'H', h 'h', l 'l', ll 'L', z 'z', j 'j', t 't', none 0.
  char length;
  /// d, x, s ...; 0 when this is not a conversion we know.
  char kind;
  /// The first character after it.
  const char *end;
};

/// The text being made.
struct output {
  struct nucleus_sink *sink;
  /// Bytes so far.
  size_t count;
  /// A length passed INT_MAX.
  bool overflow;
};

/// A va_list that a function can take from for its caller.
struct arguments {
  va_list list;
};

static void emit(struct output *out, const char *text, size_t size) {
  if (size == 0) return;
  if (size > (size_t)INT_MAX - out->count) {
    out->overflow = true;
    return;
  }
  out->count += size;
  out->sink->take(out->sink, text, size);
}

static void emit_padding(struct output *out, char filler, size_t size) {
  char slice[32];
  NUCLEUS(memset)(slice, filler, sizeof slice);
  if (size > (size_t)INT_MAX) out->overflow = true;
  while (size > 0 && !out->overflow) {
    const size_t step = size < sizeof slice ? size : sizeof slice;
    emit(out, slice, step);
    size -= step;
  }
}

/// A field: padded on one side to the width, with `zeroes` between the prefix and the body.
static void emit_field(struct output *out, const struct conversion *conversion, const char *prefix,
                       size_t zeroes, const char *body, size_t size) {
  const size_t prefix_size = NUCLEUS(strlen)(prefix);
  const size_t filled = prefix_size + zeroes + size;
  const size_t padding = conversion->width > filled ? conversion->width - filled : 0;
  if (!conversion->left) emit_padding(out, ' ', padding);
  emit(out, prefix, prefix_size);
  emit_padding(out, '0', zeroes);
  emit(out, body, size);
  if (conversion->left) emit_padding(out, ' ', padding);
}

// -- Reading the format ---------------------------------------------------------------------------

static const char *parse_flags(const char *p, struct conversion *conversion) {
  for (;; p++) {
    switch (*p) {
      case '-': conversion->left = true; break;
      case '+': conversion->plus = true; break;
      case ' ': conversion->space = true; break;
      case '0': conversion->zero = true; break;
      case '#': conversion->alternate = true; break;
      default: return p;
    }
  }
}

/// Decimal digits; above INT_MAX the number stays above it.
static const char *parse_number(const char *p, int64_t *number) {
  for (*number = 0; *p >= '0' && *p <= '9'; p++) {
    if (*number <= INT_MAX) *number = *number * 10 + (*p - '0');
  }
  return p;
}

static const char *parse_length(const char *p, struct conversion *conversion) {
  switch (*p) {
    case 'h':
    case 'l':
      conversion->length = *p;
      if (p[1] != *p) return p + 1;
      conversion->length = *p == 'h' ? 'H' : 'L';
      return p + 2;
    case 'z':
    case 'j':
    case 't': conversion->length = *p; return p + 1;
    default: return p;
  }
}

/// Whether `kind` with that length is ours; the lengths belong to the integers.
static bool is_known(char kind, char length) {
  switch (kind) {
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o': return true;
    case 'c':
    case 's':
    case 'p':
    case '%': return length == 0;
    default: return false;
  }
}

/// A width or precision: how many *s it takes is known only at the end, so it notes them.
static const char *parse_amount(const char *p, int64_t *number, bool *star) {
  *star = *p == '*';
  return *star ? p + 1 : parse_number(p, number);
}

/// Reads what follows a '%'. Takes arguments for * only once the whole conversion is known to be
/// ours.
static struct conversion parse_conversion(const char *p, struct arguments *arguments) {
  struct conversion conversion = {.precision = -1};
  int64_t width = 0;
  bool width_star, precision_star = false;
  p = parse_flags(p, &conversion);
  p = parse_amount(p, &width, &width_star);
  if (*p == '.') p = parse_amount(p + 1, &conversion.precision, &precision_star);
  p = parse_length(p, &conversion);
  conversion.end = *p == 0 ? p : p + 1;
  if (!is_known(*p, conversion.length)) return conversion;
  conversion.kind = *p;
  if (width_star) width = va_arg(arguments->list, int);
  if (width < 0) {
    conversion.left = true;
    width = -width;
  }
  conversion.width = (size_t)width;
  if (precision_star) conversion.precision = va_arg(arguments->list, int);
  if (conversion.precision < 0) conversion.precision = -1;
  return conversion;
}

// -- Integers -------------------------------------------------------------------------------------

static int64_t take_signed(const struct conversion *conversion, struct arguments *arguments) {
  switch (conversion->length) {
    case 'H': return (signed char)va_arg(arguments->list, int);
    case 'h': return (short)va_arg(arguments->list, int);
    case 0: return va_arg(arguments->list, int);
    default: return va_arg(arguments->list, int64_t);
  }
}

static uint64_t take_unsigned(const struct conversion *conversion, struct arguments *arguments) {
  switch (conversion->length) {
    case 'H': return (unsigned char)va_arg(arguments->list, unsigned);
    case 'h': return (unsigned short)va_arg(arguments->list, unsigned);
    case 0: return va_arg(arguments->list, unsigned);
    default: return va_arg(arguments->list, uint64_t);
  }
}

/// The digits of a number: a sign or 0x, zeroes up to the precision, or up to the width for the
/// flag 0 (which a precision or a - switches off).
static void emit_number(struct output *out, const struct conversion *conversion, const char *prefix,
                        uint64_t number, unsigned base) {
  const char *digits = conversion->kind == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
  char buffer[22];
  char *first = buffer + sizeof buffer;
  for (uint64_t rest = number; rest != 0; rest /= base) *--first = digits[rest % base];
  const size_t size = (size_t)(buffer + sizeof buffer - first);

  size_t least = conversion->precision < 0 ? 1 : (size_t)conversion->precision;
  // C23 7.23.6.1: # raises the precision of an octal number so that its first digit is a 0.
  if (base == 8 && conversion->alternate && least <= size) least = size + 1;
  if (conversion->zero && !conversion->left && conversion->precision < 0) {
    const size_t prefix_size = NUCLEUS(strlen)(prefix);
    if (conversion->width > prefix_size + least) least = conversion->width - prefix_size;
  }
  emit_field(out, conversion, prefix, least > size ? least - size : 0, first, size);
}

static void emit_signed(struct output *out, const struct conversion *conversion, int64_t number) {
  const char *sign = number < 0 ? "-" : conversion->plus ? "+" : conversion->space ? " " : "";
  const uint64_t magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  emit_number(out, conversion, sign, magnitude, 10);
}

static void emit_unsigned(struct output *out, const struct conversion *conversion,
                          uint64_t number) {
  const bool hexadecimal = conversion->kind == 'x' || conversion->kind == 'X';
  const bool prefixed = hexadecimal && conversion->alternate && number != 0;
  const char *prefix = !prefixed ? "" : conversion->kind == 'x' ? "0x" : "0X";
  emit_number(out, conversion, prefix, number, hexadecimal ? 16 : conversion->kind == 'o' ? 8 : 10);
}

// -- The rest -------------------------------------------------------------------------------------

static void emit_string(struct output *out, const struct conversion *conversion, const char *text) {
  if (text == NULL) {
    text = conversion->precision < 0 || conversion->precision >= 6 ? "(null)" : "";
  }
  const size_t size = conversion->precision < 0
                          ? NUCLEUS(strlen)(text)
                          : NUCLEUS(strnlen)(text, (size_t)conversion->precision);
  emit_field(out, conversion, "", 0, text, size);
}

static void emit_pointer(struct output *out, const struct conversion *conversion, void *pointer) {
  if (pointer == NULL) {
    emit_field(out, conversion, "", 0, "(nil)", 5);
  } else {
    emit_number(out, conversion, "0x", (uintptr_t)pointer, 16);
  }
}

static void emit_conversion(struct output *out, const struct conversion *conversion,
                            struct arguments *arguments) {
  switch (conversion->kind) {
    case 'd':
    case 'i': emit_signed(out, conversion, take_signed(conversion, arguments)); break;
    case 'c': {
      const char byte = (char)va_arg(arguments->list, int);
      emit_field(out, conversion, "", 0, &byte, 1);
      break;
    }
    case 's': emit_string(out, conversion, va_arg(arguments->list, const char *)); break;
    case 'p': emit_pointer(out, conversion, va_arg(arguments->list, void *)); break;
    case '%': emit(out, "%", 1); break;
    default: emit_unsigned(out, conversion, take_unsigned(conversion, arguments)); break;
  }
}

int nucleus_format(struct nucleus_sink *sink, const char *format, va_list list) {
  struct output out = {.sink = sink};
  struct arguments arguments;
  va_copy(arguments.list, list);
  const char *p = format;
  while (*p != 0 && !out.overflow) {
    const char *text = p;
    while (*p != 0 && *p != '%') p++;
    emit(&out, text, (size_t)(p - text));
    if (*p == 0) break;
    const struct conversion conversion = parse_conversion(p + 1, &arguments);
    if (conversion.kind == 0) {
      emit(&out, p, (size_t)(conversion.end - p));
    } else {
      emit_conversion(&out, &conversion, &arguments);
    }
    p = conversion.end;
  }
  va_end(arguments.list);
  if (!out.overflow) return (int)out.count;
  *NUCLEUS(__errno_location)() = NUCLEUS_EOVERFLOW;
  return -1;
}

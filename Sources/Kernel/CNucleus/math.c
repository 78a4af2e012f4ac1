//
// math.c - rounding, square roots, remainders (C23 7.12). Swift calls ceil for every Dictionary and
// Set, the others for the methods of Double and Float with the same meaning.
//
// Results are exact, in the default rounding mode. No floating-point flag is kept, errno is not set.
// A float's result is the double's: it fits a float, whatever the operation.
//
#include "CNucleus.h"

/// From here on every double is a whole number (or not a number).
#define WHOLE_LIMIT 0x1p52

static inline bool may_have_fraction(double x) { return __builtin_fabs(x) < WHOLE_LIMIT; }

double NUCLEUS(trunc)(double x) {
  // The sum makes a signalling NaN a quiet one.
  return may_have_fraction(x) ? __builtin_copysign((double)(int64_t)x, x) : x + 0;
}

double NUCLEUS(ceil)(double x) {
  const double whole = NUCLEUS(trunc)(x);
  return whole < x ? whole + 1 : whole;
}

double NUCLEUS(floor)(double x) {
  const double whole = NUCLEUS(trunc)(x);
  return whole > x ? whole - 1 : whole;
}

double NUCLEUS(round)(double x) {
  const double whole = NUCLEUS(trunc)(x);
  return __builtin_fabs(x - whole) >= 0.5 ? whole + __builtin_copysign(1, x) : whole;
}

double NUCLEUS(rint)(double x) {
  if (!may_have_fraction(x)) return NUCLEUS(trunc)(x);
  // The processor rounds the sum to a whole number, ties to even.
  const double shift = __builtin_copysign(WHOLE_LIMIT, x);
  return __builtin_copysign(x + shift - shift, x);
}

double NUCLEUS(sqrt)(double x) {
  __asm__("sqrtsd %0, %0" : "+x"(x));
  return x;
}

enum { PARTIAL = 0x400 };

/// x87's remainders are exact; each round takes up to 63 bits off the quotient (Intel SDM volume 2,
/// FPREM).
#define REMAINDER(instruction, x, y)                    \
  long double rest = (x), divisor = (y);                \
  uint16_t status;                                      \
  do {                                                  \
    __asm__(instruction "; fnstsw %1"                   \
            : "+t"(rest), "=a"(status) : "u"(divisor)); \
  } while (status & PARTIAL);                           \
  return (double)rest

double NUCLEUS(fmod)(double x, double y) { REMAINDER("fprem", x, y); }

double NUCLEUS(remainder)(double x, double y) { REMAINDER("fprem1", x, y); }

// -- The same for float ----------------------------------------------------------------------------

float NUCLEUS(truncf)(float x) { return (float)NUCLEUS(trunc)(x); }
float NUCLEUS(ceilf)(float x) { return (float)NUCLEUS(ceil)(x); }
float NUCLEUS(floorf)(float x) { return (float)NUCLEUS(floor)(x); }
float NUCLEUS(roundf)(float x) { return (float)NUCLEUS(round)(x); }
float NUCLEUS(rintf)(float x) { return (float)NUCLEUS(rint)(x); }
float NUCLEUS(fmodf)(float x, float y) { return (float)NUCLEUS(fmod)(x, y); }
float NUCLEUS(remainderf)(float x, float y) { return (float)NUCLEUS(remainder)(x, y); }

float NUCLEUS(sqrtf)(float x) {
  __asm__("sqrtss %0, %0" : "+x"(x));
  return x;
}

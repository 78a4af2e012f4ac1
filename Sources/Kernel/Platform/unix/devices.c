//
// devices.c - descriptors that the process inherited (sd_listen_fds(3)), and what drivers ask of them.
//
// The environment is read before lock-down, by a function that image.ld keeps a list of
// (`.start_hooks`). It is on that list only in images that can find a descriptor, since
// platform_descriptor_find refers to it; in all others nothing of this file is left.
//
#include <platform.h>
#include <platform_devices.h>

#include "kernel.h"

enum { FIRST = 3, POLL_IN = 1, POLL_OUT = 4, IGNORED = -1 };

static struct linux_poll polled[PLATFORM_DESCRIPTORS];
static size_t count;
/// Where the names are: colons between them.
static const char *names;

// -- Before lock-down ------------------------------------------------------------------------------

/// What follows `name` and `=` in the environment; NULL when it is not there.
static const char *variable(const char *const *environment, const char *name) {
  for (; *environment != NULL; environment++) {
    size_t index = 0;
    while (name[index] != 0 && (*environment)[index] == name[index]) index++;
    if (name[index] == 0 && (*environment)[index] == '=') return *environment + index + 1;
  }
  return NULL;
}

/// The number that `text` is; -1 for anything else.
static long number(const char *text) {
  long value = 0;
  if (*text == 0) return -1;
  for (; *text != 0; text++) {
    if (*text < '0' || *text > '9' || value > 100000000) return -1;
    value = value * 10 + (*text - '0');
  }
  return value;
}

static void make_non_blocking(int descriptor) {
  enum { GET_FLAGS = 3, SET_FLAGS = 4, NON_BLOCKING = 04000 };
  long flags = system_call(CALL_FCNTL, descriptor, GET_FLAGS, 0, 0, 0, 0);
  if (flags >= 0) {
    flags = system_call(CALL_FCNTL, descriptor, SET_FLAGS, flags | NON_BLOCKING, 0, 0, 0);
  }
  if (flags < 0) platform_panic("LISTEN_FDS counts a descriptor that is not open");
}

static void inherit(const char *const *environment) {
  const char *total = variable(environment, "LISTEN_FDS");
  if (total == NULL) return;
  // Set for somebody else, such as the shell that started us.
  const char *process = variable(environment, "LISTEN_PID");
  if (process != NULL && number(process) != system_call(CALL_GETPID, 0, 0, 0, 0, 0, 0)) return;
  long descriptors = number(total);
  if (descriptors < 0 || descriptors > PLATFORM_DESCRIPTORS) {
    platform_panic("LISTEN_FDS wants a number from 0 to 16");
  }
  names = variable(environment, "LISTEN_FDNAMES");
  for (; count < (size_t)descriptors; count++) {
    make_non_blocking(FIRST + (int)count);
    polled[count] = (struct linux_poll){IGNORED, 0, 0};
  }
  unix_polled = polled;
  unix_polled_count = count;
  unix_allow_descriptors(FIRST, (uint32_t)count);
}

__attribute__((section(".start_hooks"))) unix_start_hook const unix_inherit_hook = inherit;

// -- After it --------------------------------------------------------------------------------------

/// The name of a descriptor, with its note: `*length` bytes up to a colon; NULL when there are not so many names.
static const char *name_of(size_t source, size_t *length) {
  const char *name = names;
  for (; name != NULL; source--) {
    *length = 0;
    while (name[*length] != 0 && name[*length] != ':') ++*length;
    if (source == 0) return name;
    name = name[*length] == ':' ? name + *length + 1 : NULL;
  }
  return NULL;
}

/// Bytes before the note.
static size_t own_length(const char *name, size_t length) {
  size_t own = 0;
  while (own < length && name[own] != '@') own++;
  return own;
}

int platform_descriptor_find(const char *name, size_t size) {
  // Keeps the hook in the image, at no cost.
  __asm__ volatile(".reloc ., R_X86_64_NONE, unix_inherit_hook");
  for (size_t source = 0; source < count; source++) {
    size_t length;
    const char *other = name_of(source, &length);
    if (other == NULL) break;
    length = own_length(other, length);
    size_t same = 0;
    while (same < size && same < length && other[same] == name[same]) same++;
    if (same == size && size == length) return (int)source;
  }
  return PLATFORM_DESCRIPTOR_NONE;
}

const char *platform_descriptor_note(int source, size_t *size) {
  size_t length;
  const char *name = name_of((size_t)source, &length);
  size_t own = name == NULL ? 0 : own_length(name, length);
  if (name == NULL || own == length) return NULL;
  *size = length - own - 1;
  return name + own + 1;
}

static long outcome(long result) {
  if (result >= 0) return result;
  return result == -LINUX_EAGAIN || result == -LINUX_EINTR ? PLATFORM_DESCRIPTOR_BUSY : 0;
}

long platform_descriptor_read(int source, void *bytes, size_t size) {
  return outcome(system_call(CALL_READ, FIRST + source, (long)bytes, (long)size, 0, 0, 0));
}

long platform_descriptor_write(int source, const void *bytes, size_t size) {
  return outcome(system_call(CALL_WRITE, FIRST + source, (long)bytes, (long)size, 0, 0, 0));
}

void platform_descriptor_watch(int source, bool readable, bool writable) {
  // A negative descriptor is passed over (poll(2)); with no events asked for, a closed end would still
  // be told, again and again.
  polled[source].descriptor = readable || writable ? FIRST + source : IGNORED;
  polled[source].events = (int16_t)((readable ? POLL_IN : 0) | (writable ? POLL_OUT : 0));
}

static uint32_t collect(void) {
  uint32_t attention = 0;
  for (size_t source = 0; source < count; source++) {
    if (polled[source].descriptor != IGNORED && polled[source].seen != 0) {
      attention |= UINT32_C(1) << source;
    }
    polled[source].seen = 0;
  }
  return attention;
}

uint32_t platform_attention(void) {
  enum { LOOK_INTERVAL = 100000 };
  static uint64_t looked;
  uint32_t attention = collect();
  if (attention != 0 || unix_has_waited) {
    unix_has_waited = false;
    return attention;
  }
  uint64_t now = platform_clock_monotonic();
  if (now - looked < LOOK_INTERVAL) return 0;
  looked = now;
  struct linux_time no_time = {0, 0};
  system_call(CALL_PPOLL, (long)polled, (long)count, (long)&no_time, 0, 0, 0);
  return collect();
}

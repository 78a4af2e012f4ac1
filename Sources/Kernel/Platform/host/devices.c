//
// host/devices.c - platform_devices.h for tests on the host: a virtual machine whose slots a test scripts,
// and descriptors that it passes.
//
// Per thread, as all of this folder.
//
#include <platform.h>
#include <platform_devices.h>
#include <platform_host.h>
#include <platform_random.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static _Thread_local uint32_t raised;
static _Thread_local struct platform_host_machine machine;

static _Thread_local struct {
  char name[64];
  int descriptor;
  short events;
} inherited[PLATFORM_DESCRIPTORS];
static _Thread_local int inherited_count;

// -- Controls --------------------------------------------------------------------------------------

void platform_host_raise(uint32_t source) { raised |= UINT32_C(1) << source; }

void platform_host_set_machine(struct platform_host_machine new_machine) { machine = new_machine; }

void platform_host_inherit(const char *name, int descriptor) {
  if (name == NULL) {
    inherited_count = 0;
    return;
  }
  if (inherited_count == PLATFORM_DESCRIPTORS) platform_panic("too many descriptors");
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
  strncpy(inherited[inherited_count].name, name, sizeof inherited[0].name - 1);
  inherited[inherited_count].descriptor = descriptor;
  inherited[inherited_count].events = 0;
  inherited_count++;
}

// -- platform_devices.h ----------------------------------------------------------------------------

uint32_t platform_attention(void) {
  uint32_t attention = raised;
  raised = 0;
  for (int source = 0; source < inherited_count; source++) {
    struct pollfd polled = {inherited[source].descriptor, inherited[source].events, 0};
    if (polled.events != 0 && poll(&polled, 1, 0) > 0) attention |= UINT32_C(1) << source;
  }
  return attention;
}

uint32_t platform_virtio_open(void) { return 8; }

uint32_t platform_virtio_read(uint32_t slot, uint32_t offset) {
  return machine.read == NULL ? 0 : machine.read(machine.context, slot, offset);
}

uint8_t platform_virtio_read_byte(uint32_t slot, uint32_t offset) {
  return (uint8_t)(platform_virtio_read(slot, offset & ~3u) >> 8 * (offset & 3));
}

void platform_virtio_write(uint32_t slot, uint32_t offset, uint32_t value) {
  if (machine.write != NULL) machine.write(machine.context, slot, offset, value);
}

uint32_t platform_virtio_connect(uint32_t slot) { return slot; }

uint64_t platform_dma_address(const void *memory) { return (uintptr_t)memory; }

int platform_descriptor_find(const char *name, size_t size) {
  for (int source = 0; source < inherited_count; source++) {
    const char *other = inherited[source].name;
    if (strcspn(other, "@") == size && memcmp(other, name, size) == 0) return source;
  }
  return PLATFORM_DESCRIPTOR_NONE;
}

const char *platform_descriptor_note(int source, size_t *size) {
  const char *note = strchr(inherited[source].name, '@');
  if (note == NULL) return NULL;
  *size = strlen(note + 1);
  return note + 1;
}

static long outcome(long result) {
  if (result >= 0) return result;
  return errno == EAGAIN || errno == EINTR ? PLATFORM_DESCRIPTOR_BUSY : 0;
}

long platform_descriptor_read(int source, void *bytes, size_t size) {
  return outcome(read(inherited[source].descriptor, bytes, size));
}

long platform_descriptor_write(int source, const void *bytes, size_t size) {
  return outcome(write(inherited[source].descriptor, bytes, size));
}

void platform_descriptor_watch(int source, bool readable, bool writable) {
  inherited[source].events = (short)((readable ? POLLIN : 0) | (writable ? POLLOUT : 0));
}

// -- platform_random.h -----------------------------------------------------------------------------

static _Thread_local uint8_t random_seed[1024];
static _Thread_local size_t random_seed_size;

void platform_host_set_random(const void *bytes, size_t size) {
  random_seed_size = size < sizeof random_seed ? size : sizeof random_seed;
  if (random_seed_size > 0) memcpy(random_seed, bytes, random_seed_size);
}

size_t platform_random_take(void *bytes, size_t size) {
  const size_t count = size < random_seed_size ? size : random_seed_size;
  if (count > 0) memcpy(bytes, random_seed, count);
  random_seed_size = 0;
  return count;
}

//
// platform_devices.h - the second half of the platform contract: what drivers ask of the platform.
//
// Three parts: one that both platforms have, one of `virtio` and one of `unix`. A driver uses the first
// and one of the others; which drivers are in an image, its configuration decides. An image that calls
// nothing of this does not carry it and does not pay for it: the machine is looked at when a driver asks.
//
// The conventions are platform.h's. A source is a number 0...31 by which a device wants attention: an
// interrupt on `virtio`, a watched descriptor on `unix`.
//
#ifndef MIRADOR_PLATFORM_DEVICES_H
#define MIRADOR_PLATFORM_DEVICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// -- Both platforms --------------------------------------------------------------------------------

/// The sources that want attention: bit s for source s. Each is told once; one may be told without
/// reason, so drivers look at their devices. Never waits.
///
/// On `virtio` interrupts are taken only while the processor sleeps in platform_wait, so a driver of a
/// busy unikernel looks at its rings unasked. On `unix` this looks at the watched descriptors itself
/// when platform_wait has not just done so, every 100 us at most.
uint32_t platform_attention(void);

// -- Ports of a virtual machine: virtio-mmio (virtio 1.2, 4.2) -------------------------------------

/// Bytes of registers that each slot has.
enum { PLATFORM_VIRTIO_SLOT_SIZE = 512 };

/// Makes the registers of all slots, the places where devices may be, reachable; must come before the
/// functions below, which take numbers less than what it returns: how many slots there are, at most
/// 32. May be called again.
uint32_t platform_virtio_open(void);

/// Reads a register of 32 bits. `offset` is a multiple of 4.
uint32_t platform_virtio_read(uint32_t slot, uint32_t offset);

/// Reads a byte of a device's configuration space.
uint8_t platform_virtio_read_byte(uint32_t slot, uint32_t offset);

/// Writes a register of 32 bits. `offset` is a multiple of 4. What was written to memory before is
/// seen by the device before.
void platform_virtio_write(uint32_t slot, uint32_t offset, uint32_t value);

/// Lets the slot's interrupt end platform_wait. Returns the source that tells of it; slots may share
/// one.
uint32_t platform_virtio_connect(uint32_t slot);

/// The address by which a device reaches `memory`, which must be the heap's or the image's data. The
/// bytes that follow have the addresses that follow.
uint64_t platform_dma_address(const void *memory);

// -- Descriptors that a process inherited (sd_listen_fds(3)) ---------------------------------------
//
// The environment names them: LISTEN_FDS=2 LISTEN_FDNAMES=mirador.inspector:other for descriptors 3 and
// 4. They are known before lock-down, are made non-blocking, and are the only ones that the sandbox
// lets the process read from and write to, beside the console. A descriptor's source is its place.
//
// What follows a `@` in a name is no part of it but a note for the driver: net.service@52-54-00-12-34-56,1500.

enum {
  /// The most that are inherited; more are refused with a panic.
  PLATFORM_DESCRIPTORS = 16,
  /// There is no such descriptor.
  PLATFORM_DESCRIPTOR_NONE = -1,
  /// Nothing can be read, or written, at the moment.
  PLATFORM_DESCRIPTOR_BUSY = -1,
};

/// The source of the first descriptor called `name`, `size` bytes long, or PLATFORM_DESCRIPTOR_NONE.
int platform_descriptor_find(const char *name, size_t size);

/// What stands behind the `@` of the descriptor's name, `*size` bytes, valid for ever; NULL when there is
/// nothing.
const char *platform_descriptor_note(int source, size_t *size);

/// Reads up to `size` bytes (not zero). Returns how many, 0 when the other end is closed or broken,
/// PLATFORM_DESCRIPTOR_BUSY when there is nothing yet.
long platform_descriptor_read(int source, void *bytes, size_t size);

/// Writes up to `size` bytes (not zero). Returns how many, 0 when the other end is closed or broken,
/// PLATFORM_DESCRIPTOR_BUSY when it takes none now.
long platform_descriptor_write(int source, const void *bytes, size_t size);

/// Says what makes the descriptor want attention from now on: that it can be read, that it can be
/// written, both or nothing. A closed other end counts as both.
void platform_descriptor_watch(int source, bool readable, bool writable);

#ifdef __cplusplus
}
#endif

#endif

//
// layout.h - where everything is in the virtual machine's memory.
//
// Addresses are physical and virtual alike (identity mapping). From low to high:
//
//   0x00000000  not mapped: null pointers, and indexes off them, fault for a whole mebibyte
//   0x00100000  image: boot and nucleus code            ring 0, r-x
//               application code                        ring 3, r-x
//               constants                               ring 3, r--
//               data                                    ring 3, rw-
//               nucleus data and its stack              ring 0, rw-
//               zero-filled data                        ring 3, rw-
//               guard page, not mapped
//               trap stack                              ring 3, rw-
//               guard page, not mapped
//               application stack, grows down           ring 3, rw-
//   image_end   page tables                             not mapped at all
//   heap_start  heap, up to the end of memory           ring 3, rw-
//               (4 KiB pages to the next 2 MiB boundary, then 2 MiB pages)
//   0xfeb00000  registers of the virtio devices         ring 3, rw-, uncached    } once a driver
//   0xfec00000  I/O APICs that they interrupt by        ring 0, rw-, uncached    } has asked
//   0xfee00000  local APIC                              ring 0, rw-, uncached
//
// Ring 3 is everything but the nucleus. It cannot reach a page table, so these rights hold whatever
// it does.
//
#ifndef MIRADOR_VIRTIO_LAYOUT_H
#define MIRADOR_VIRTIO_LAYOUT_H

#define PAGE_SIZE 4096
#define LARGE_PAGE_SIZE 0x200000

// How much of memory, from 0, the boot code maps before the final page tables exist: the image and
// what the loader hands over must lie below.
#define EARLY_MAP_LARGE_PAGES 32

#define NUCLEUS_STACK_SIZE 4096
#define TRAP_STACK_SIZE 16384
#define APPLICATION_STACK_SIZE 131072

// Segment selectors, as in the table in start.S. The low two bits are the ring.
#define SELECTOR_CODE_RING0 0x08
#define SELECTOR_DATA_RING0 0x10
#define SELECTOR_DATA_RING3 0x1b
#define SELECTOR_CODE_RING3 0x23
#define SELECTOR_TASK_STATE 0x28
#define SEGMENT_COUNT 7

// Interrupt vectors. 0...31 are the processor's exceptions.
#define VECTOR_BREAKPOINT 3
#define VECTOR_TIMER 32
#define VECTOR_DEVICES 33
#define VECTOR_SPURIOUS 47
#define VECTOR_COUNT 48

// Calls into the nucleus: `int3` with this in RAX, parameters in RDI, RSI; result in RAX, RDX. The
// gate of int3 is the one software interrupt that works from ring 3 on every hypervisor seen.
#define NUCLEUS_CALL_BASE 0x4d495200
#define NUCLEUS_WAIT (NUCLEUS_CALL_BASE + 0)
#define NUCLEUS_EXIT (NUCLEUS_CALL_BASE + 1)
#define NUCLEUS_WRITE (NUCLEUS_CALL_BASE + 2)
#define NUCLEUS_TIMER (NUCLEUS_CALL_BASE + 3)
#define NUCLEUS_CALENDAR (NUCLEUS_CALL_BASE + 4)
#define NUCLEUS_DEVICES (NUCLEUS_CALL_BASE + 5)
#define NUCLEUS_INTERRUPT (NUCLEUS_CALL_BASE + 6)

// QEMU's microvm (hw/i386/microvm.c, microvm_devices_init): virtio-mmio transports of 512 bytes each, one
// after the other. A machine with ACPI has 24 and a second I/O APIC, to whose pin s slot s is wired;
// one without, such as ours, has 8, and slot s is wired to pin 5 + s of its only I/O APIC.
#define VIRTIO_WINDOW 0xfeb00000
#define VIRTIO_SLOTS 24
#define VIRTIO_FEW_SLOTS 8
#define VIRTIO_FEW_SLOTS_FIRST_PIN 5
#define VIRTIO_SLOT_SIZE 512
#define VIRTIO_MAGIC 0x74726976
#define IO_APIC 0xfec00000
#define SECOND_IO_APIC 0xfec10000

// The most that the boot arguments may take, with the terminating NUL.
#define COMMAND_LINE_SIZE 4096

#endif

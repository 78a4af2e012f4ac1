//
// PlatformParts.h - those parts of the images' platform code that are pure, for tests on the host.
//
#ifndef MIRADOR_PLATFORM_PARTS_H
#define MIRADOR_PLATFORM_PARTS_H

#include "../../../../Sources/Kernel/Platform/common/arguments.h"
#include "../../../../Sources/Kernel/Platform/virtio/calendar.h"
#include "../../../../Sources/Kernel/Platform/virtio/clock.h"

#include <sys/auxv.h>

/// unix/vdso.c; see unix/kernel.h.
void *unix_vdso_function(uintptr_t header_address, const char *name);

#endif

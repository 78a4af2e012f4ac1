//
// parts.c - compiles the images' own files, unchanged.
//
#include "../../../Sources/Kernel/Platform/common/arguments.c"
#include "../../../Sources/Kernel/Platform/unix/vdso.c"

//
// vdso.c - the clock without a system call.
//
// Linux maps a small shared object into every process (vdso(7)) whose clock_gettime reads the
// time-stamp counter and a page of the kernel's: 25 ns instead of a system call through the filter.
// The object is found by its ELF header's address in the auxiliary vector and searched through its
// hash table (System V ABI, chapter 5). Whatever is missing: the system call is used.
//
#include "kernel.h"

struct elf_header {
  uint8_t identity[16];
  uint16_t type, machine;
  uint32_t version;
  uint64_t entry, program_headers, section_headers;
  uint32_t flags;
  uint16_t header_size, program_header_size, program_header_count;
};

struct elf_program_header {
  uint32_t type, flags;
  uint64_t offset, address, physical_address, file_size, memory_size, alignment;
};

struct elf_dynamic {
  int64_t tag;
  uint64_t value;
};

struct elf_symbol {
  uint32_t name;
  uint8_t info, other;
  uint16_t section;
  uint64_t value, size;
};

enum { PT_LOAD = 1, PT_DYNAMIC = 2, DT_HASH = 4, DT_STRTAB = 5, DT_SYMTAB = 6 };

static int is_equal(const char *left, const char *right) {
  while (*left != 0 && *left == *right) left++, right++;
  return *left == *right;
}

void *unix_vdso_function(uintptr_t header_address, const char *name) {
  if (header_address == 0) return NULL;
  const struct elf_header *header = (const void *)header_address;
  const struct elf_program_header *part =
      (const void *)(header_address + header->program_headers);
  const struct elf_dynamic *dynamic = NULL;
  uintptr_t bias = header_address;
  for (uint16_t index = 0; index < header->program_header_count; index++, part++) {
    if (part->type == PT_LOAD && part->offset == 0) bias = header_address - part->address;
    if (part->type == PT_DYNAMIC) dynamic = (const void *)(header_address + part->offset);
  }
  const uint32_t *hash = NULL;
  const char *strings = NULL;
  const struct elf_symbol *symbols = NULL;
  for (; dynamic != NULL && dynamic->tag != 0; dynamic++) {
    if (dynamic->tag == DT_HASH) hash = (const void *)(bias + dynamic->value);
    if (dynamic->tag == DT_STRTAB) strings = (const void *)(bias + dynamic->value);
    if (dynamic->tag == DT_SYMTAB) symbols = (const void *)(bias + dynamic->value);
  }
  if (hash == NULL || strings == NULL || symbols == NULL) return NULL;
  // The hash table's second word is the number of symbols; there are a dozen.
  for (uint32_t index = 0; index < hash[1]; index++) {
    if (symbols[index].section != 0 && is_equal(strings + symbols[index].name, name)) {
      return (void *)(bias + symbols[index].value);
    }
  }
  return NULL;
}

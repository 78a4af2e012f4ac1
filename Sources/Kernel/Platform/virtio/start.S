//
// start.S - from the loader's first instruction to ring 3.
//
// The loader (qboot, Firecracker, Cloud Hypervisor) follows the PVH boot protocol: it finds the entry
// address in a Xen note of the ELF file and jumps there in 32-bit protected mode, paging off,
// interrupts off, EBX = physical address of struct hvm_start_info. The order, one line a step:
//
//   pvh_entry        32 bit   early page tables: the first mebibytes, large pages
//                             long mode on
//   long_mode        64 bit   segments, stack; nucleus_boot() (nucleus.c) reads the memory map, builds
//                             the final page tables, the interrupt table, starts the local APIC
//                             page tables, segments, task state, FS
//                             iretq to platform_start() (platform.c) in ring 3
//
// Ring 0 uses no SSE register and executes little: some hypervisors emulate every instruction of it.
//
#include "layout.h"

#define CR0_PE (1 << 0)
#define CR0_MP (1 << 1)
#define CR0_NE (1 << 5)
#define CR0_WP (1 << 16)
#define CR0_PG (1 << 31)
#define CR4_PAE (1 << 5)
#define CR4_OSFXSR (1 << 9)
#define CR4_OSXMMEXCPT (1 << 10)
#define MSR_EFER 0xc0000080
#define EFER_LME (1 << 8)
#define EFER_NXE (1 << 11)
#define MSR_FS_BASE 0xc0000100
#define PTE_PRESENT 1
#define PTE_WRITABLE 2
#define PTE_LARGE 0x80

// -- The PVH note: type 18 (XEN_ELFNOTE_PHYS32_ENTRY), the 32-bit entry address -------------------
        .section .note.pvh, "a", @note
        .balign 4
        .long 4, 8, 18
        .asciz "Xen"
        .quad pvh_entry

// -- 32 bit ----------------------------------------------------------------------------------------
        .section .nucleus.text, "ax", @progbits
        .code32
        .globl pvh_entry
pvh_entry:
        cld
        // One table of each level: entry 0 of the first two, large pages in the third.
        movl $early_pdpt + PTE_PRESENT + PTE_WRITABLE, early_pml4
        movl $early_pd + PTE_PRESENT + PTE_WRITABLE, early_pdpt
        movl $PTE_PRESENT + PTE_WRITABLE + PTE_LARGE, %eax
        movl $early_pd, %edi
        movl $EARLY_MAP_LARGE_PAGES, %ecx
1:      movl %eax, (%edi)
        addl $LARGE_PAGE_SIZE, %eax
        addl $8, %edi
        decl %ecx
        jnz 1b

        movl $early_pml4, %eax
        movl %eax, %cr3
        movl $CR4_PAE | CR4_OSFXSR | CR4_OSXMMEXCPT, %eax
        movl %eax, %cr4
        movl $MSR_EFER, %ecx
        movl $EFER_LME | EFER_NXE, %eax
        xorl %edx, %edx
        wrmsr
        movl $CR0_PE | CR0_MP | CR0_NE | CR0_WP | CR0_PG, %eax
        movl %eax, %cr0
        lgdt segment_table_template_pointer
        ljmp $SELECTOR_CODE_RING0, $long_mode

// -- 64 bit, ring 0 --------------------------------------------------------------------------------
        .code64
long_mode:
        movl $SELECTOR_DATA_RING0, %eax
        movl %eax, %ds
        movl %eax, %es
        movl %eax, %ss
        xorl %eax, %eax
        movl %eax, %fs
        movl %eax, %gs
        movl $nucleus_stack_top, %esp
        movl %ebx, %edi
        call nucleus_boot               // rax = the final page table's address
        movq %rax, %cr3
        lgdt segment_table_pointer
        lidt interrupt_table_pointer
        movl $SELECTOR_TASK_STATE, %eax
        ltr %ax
        call nucleus_start_timer
        movl $MSR_FS_BASE, %ecx
        movl $platform_thread_block, %eax
        xorl %edx, %edx
        wrmsr

        // To ring 3, interrupts off: they are taken only in the nucleus, between `sti` and `hlt`.
        movl $SELECTOR_DATA_RING3, %eax
        movl %eax, %ds
        movl %eax, %es
        pushq $SELECTOR_DATA_RING3
        pushq $application_stack_top - 8 // as if called: RSP + 8 is a multiple of 16
        pushq $2
        pushq $SELECTOR_CODE_RING3
        pushq $platform_start
        movl $boot_information, %edi
        xorl %ebp, %ebp
        iretq

// -- Exceptions, interrupts and calls --------------------------------------------------------------
//
// Every stub pushes what is missing of this picture (addresses grow upwards), then goes on in
// `enter`, which pushes the registers in the order of struct registers (registers.h):
//
//   ss rsp rflags cs rip          by the processor
//   error code                    by the processor for some vectors, else 0 by the stub
//   vector                        by the stub
//
        .altmacro
        .macro stub number
stub_\number:
        .if !((\number == 8) || ((\number >= 10) && (\number <= 14)) || (\number == 17) || (\number == 21) || (\number == 29) || (\number == 30))
        pushq $0
        .endif
        pushq $\number
        jmp enter
        .endm
        .macro stub_address number
        .quad stub_\number
        .endm

        .set vector, 0
        .rept VECTOR_COUNT
        stub %vector
        .set vector, vector + 1
        .endr

enter:
        pushq %r15
        pushq %r14
        pushq %r13
        pushq %r12
        pushq %r11
        pushq %r10
        pushq %r9
        pushq %r8
        pushq %rbp
        pushq %rdi
        pushq %rsi
        pushq %rdx
        pushq %rcx
        pushq %rbx
        pushq %rax
        movq %rsp, %rdi
        cld
        call nucleus_enter              // may change the registers that are about to be restored
        popq %rax
        popq %rbx
        popq %rcx
        popq %rdx
        popq %rsi
        popq %rdi
        popq %rbp
        popq %r8
        popq %r9
        popq %r10
        popq %r11
        popq %r12
        popq %r13
        popq %r14
        popq %r15
        addq $16, %rsp
        iretq

// void nucleus_halt(void): sleeps until an interrupt. `sti` takes effect after the next
// instruction, so no interrupt is lost between the two.
        .globl nucleus_halt
nucleus_halt:
        sti
        hlt
        cli
        ret

        .section .nucleus.rodata, "a", @progbits
        .balign 8
        .globl nucleus_stubs
nucleus_stubs:
        .set vector, 0
        .rept VECTOR_COUNT
        stub_address %vector
        .set vector, vector + 1
        .endr

        .balign 16
        .globl segment_table_template
segment_table_template:
        .quad 0
        .quad 0x00af9b000000ffff        // 0x08 code, ring 0, 64 bit
        .quad 0x00cf93000000ffff        // 0x10 data, ring 0
        .quad 0x00cff3000000ffff        // 0x18 data, ring 3
        .quad 0x00affb000000ffff        // 0x20 code, ring 3, 64 bit
segment_table_template_pointer:
        .word 5 * 8 - 1
        .quad segment_table_template
segment_table_pointer:
        .word SEGMENT_COUNT * 8 - 1
        .quad segment_table
interrupt_table_pointer:
        .word VECTOR_COUNT * 16 - 1
        .quad interrupt_table

// -- Memory without content ------------------------------------------------------------------------
        .section .bss.nucleus, "aw", @nobits
        .balign 4096
        .globl early_pml4
early_pml4: .skip 4096
early_pdpt: .skip 4096
early_pd:   .skip 4096
nucleus_stack:
        .skip NUCLEUS_STACK_SIZE
        .globl nucleus_stack_top
nucleus_stack_top:

        .section .stacks, "aw", @nobits
        .balign 4096
        .globl trap_stack_guard, trap_stack, trap_stack_top
trap_stack_guard:
        .skip PAGE_SIZE
trap_stack:
        .skip TRAP_STACK_SIZE
trap_stack_top:
        .globl application_stack_guard, application_stack, application_stack_top
application_stack_guard:
        .skip PAGE_SIZE
application_stack:
        .skip APPLICATION_STACK_SIZE
application_stack_top:

        .section .note.GNU-stack, "", @progbits

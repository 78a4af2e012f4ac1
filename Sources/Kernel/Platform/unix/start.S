//
// start.S - a process's first instruction. The kernel enters with RSP at argc (System V ABI, figure 3.9);
// there is no C library to prepare anything.
//
        .text
        .globl _start
_start:
        xorl %ebp, %ebp
        movq %rsp, %rdi
        andq $-16, %rsp
        call unix_start

// _Noreturn void unix_switch_stack(uintptr_t top, void (*function)(void))
        .globl unix_switch_stack
unix_switch_stack:
        movq %rdi, %rsp
        xorl %ebp, %ebp
        call *%rsi

// The kernel wants an address to return to from a signal; ours do not return.
        .globl unix_signal_return
unix_signal_return:
        ud2

        .section .note.GNU-stack, "", @progbits

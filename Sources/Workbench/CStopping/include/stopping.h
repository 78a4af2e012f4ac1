//
// stopping.h - what stopping a process takes, for Swift, which sees neither ptrace(2), a function with a
// variable number of arguments, nor the macros of cmsg(3).
//
// One wrapper for each use; nothing is decided here. All but the two of sockets are for one thread: the
// kernel takes orders for a traced process from the thread alone that seized it.
//
#ifndef MIRADOR_STOPPING_H
#define MIRADOR_STOPPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Registers of a process, in the order of Platform/common/registers.h.
struct stopping_registers {
  uint64_t rax, rbx, rcx, rdx, rsi, rdi, rbp;
  uint64_t r8, r9, r10, r11, r12, r13, r14, r15;
  uint64_t rip, cs, rflags, rsp, ss;
  /// The system call that it is in; -1 when it is in none.
  int64_t system_call;
};

/// What a traced process stopped for.
struct stopping_event {
  enum stopping_kind {
    STOPPING_NONE = 0,
    /// It was told to (stopping_interrupt), or by a signal that stops.
    STOPPING_STOPPED,
    /// Before a signal is delivered.
    STOPPING_SIGNAL,
    /// On its way to its end, with its memory still there.
    STOPPING_EXIT,
    /// Something else that it need not stop for.
    STOPPING_OTHER,
  } kind;
  /// SIGNAL and STOPPED: which. EXIT: the one that ends it, 0 for none.
  int signal;
  /// EXIT without a signal: the status.
  int status;
};

/// Traces a process of ours, which goes on. `holds_end`: it stops on its way to its end. When the tracer
/// ends, the process goes on untraced. 0, or an errno.
int stopping_seize(pid_t process, bool holds_end);

/// Stops it; the event comes later. 0, or an errno.
int stopping_interrupt(pid_t process);

/// The next stop of a traced process, without waiting. Leaves its end to others.
struct stopping_event stopping_next(pid_t process);

/// Waits for a stop, or for its end, which is left for others as everything is; false at its end.
bool stopping_wait(pid_t process);

/// Registers of a process that stands still. 0, or an errno.
int stopping_read_registers(pid_t process, struct stopping_registers *registers);

/// Lets it go on with `signal`, 0 for none; a process stopped by a signal stays so. 0, or an errno.
int stopping_continue(pid_t process, int signal);
int stopping_listen(pid_t process);

/// Traces it no longer; it goes on with `signal`. 0, or an errno.
int stopping_detach(pid_t process, int signal);

/// Sends bytes with a descriptor beside them, -1 for none; false when the other end does not take all.
bool stopping_send(int socket, const void *bytes, size_t size, int descriptor);

/// Receives bytes, and a descriptor into `*descriptor` if one comes and it is -1. As recv(2).
ssize_t stopping_receive(int socket, void *bytes, size_t size, int *descriptor);

#endif

// See stopping.h. Sources: ptrace(2), waitid(2), cmsg(3), unix(7).
#define _GNU_SOURCE
#include "stopping.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/user.h>
#include <sys/wait.h>

static int result(long value) { return value == 0 ? 0 : errno; }

int stopping_seize(pid_t process, bool holds_end) {
  const long options = holds_end ? PTRACE_O_TRACEEXIT : 0;
  return result(ptrace(PTRACE_SEIZE, process, NULL, options));
}

int stopping_interrupt(pid_t process) {
  return result(ptrace(PTRACE_INTERRUPT, process, NULL, NULL));
}

struct stopping_event stopping_next(pid_t process) {
  siginfo_t information;
  memset(&information, 0, sizeof information);
  // Without WEXITED: the end of the process is its starter's to take.
  if (waitid(P_PID, (id_t)process, &information, WSTOPPED | WNOHANG | __WALL) != 0 ||
      information.si_pid == 0) {
    return (struct stopping_event){.kind = STOPPING_NONE};
  }
  const int signal = information.si_status & 0x7f, event = information.si_status >> 8;
  if (event == PTRACE_EVENT_EXIT) {
    unsigned long status = 0;
    ptrace(PTRACE_GETEVENTMSG, process, NULL, &status);
    return (struct stopping_event){
        .kind = STOPPING_EXIT, .signal = (int)(status & 0x7f), .status = (int)(status >> 8 & 0xff)};
  }
  if (event == PTRACE_EVENT_STOP) {
    return (struct stopping_event){.kind = STOPPING_STOPPED, .signal = signal};
  }
  if (event != 0) return (struct stopping_event){.kind = STOPPING_OTHER};
  return (struct stopping_event){.kind = STOPPING_SIGNAL, .signal = signal};
}

bool stopping_wait(pid_t process) {
  siginfo_t information;
  while (true) {
    memset(&information, 0, sizeof information);
    const int flags = WSTOPPED | WEXITED | WNOWAIT | __WALL;
    if (waitid(P_PID, (id_t)process, &information, flags) == 0) {
      return information.si_code == CLD_TRAPPED || information.si_code == CLD_STOPPED;
    }
    if (errno != EINTR) return false;
  }
}

int stopping_read_registers(pid_t process, struct stopping_registers *registers) {
  struct user_regs_struct user;
  if (ptrace(PTRACE_GETREGS, process, NULL, &user) != 0) return errno;
  *registers = (struct stopping_registers){
      .rax = user.rax, .rbx = user.rbx, .rcx = user.rcx, .rdx = user.rdx, .rsi = user.rsi,
      .rdi = user.rdi, .rbp = user.rbp, .r8 = user.r8, .r9 = user.r9, .r10 = user.r10,
      .r11 = user.r11, .r12 = user.r12, .r13 = user.r13, .r14 = user.r14, .r15 = user.r15,
      .rip = user.rip, .cs = user.cs, .rflags = user.eflags, .rsp = user.rsp, .ss = user.ss,
      .system_call = (int64_t)user.orig_rax,
  };
  return 0;
}

int stopping_continue(pid_t process, int signal) {
  return result(ptrace(PTRACE_CONT, process, NULL, (long)signal));
}

int stopping_listen(pid_t process) {
  return result(ptrace(PTRACE_LISTEN, process, NULL, NULL));
}

int stopping_detach(pid_t process, int signal) {
  return result(ptrace(PTRACE_DETACH, process, NULL, (long)signal));
}

union control {
  struct cmsghdr header;
  char bytes[CMSG_SPACE(sizeof(int))];
};

bool stopping_send(int socket, const void *bytes, size_t size, int descriptor) {
  union control control;
  memset(&control, 0, sizeof control);
  struct iovec part = {(void *)bytes, size};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (descriptor >= 0) {
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof descriptor);
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  }
  return sendmsg(socket, &message, MSG_NOSIGNAL) == (ssize_t)size;
}

ssize_t stopping_receive(int socket, void *bytes, size_t size, int *descriptor) {
  union control control;
  struct iovec part = {bytes, size};
  struct msghdr message = {.msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = &control,
                           .msg_controllen = sizeof control};
  const ssize_t count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  if (count < 0) return count;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (*descriptor < 0 && header != NULL && header->cmsg_level == SOL_SOCKET &&
      header->cmsg_type == SCM_RIGHTS && header->cmsg_len == CMSG_LEN(sizeof *descriptor)) {
    memcpy(descriptor, CMSG_DATA(header), sizeof *descriptor);
  }
  return count;
}

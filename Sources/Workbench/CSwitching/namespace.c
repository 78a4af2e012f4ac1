// Makes a private network. A process with threads cannot enter a new user namespace (unshare(2): EINVAL), so a
// child without threads does, which lives for some milliseconds and hands the descriptors back:
//
//     tool ── fork ──► child: unshare, map the user, open TAPs, configure
//       ◄─ SCM_RIGHTS ─┘      user ns, network ns, TAP, TAP …              _exit
//
// Between fork and _exit the child makes system calls only, for the tool has threads that may have held locks.
// Sources: user_namespaces(7), netlink(7), rtnetlink(7), cmsg(3), Linux's networking/tuntap.
#define _GNU_SOURCE
#include "switching.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/netlink.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DESCRIPTORS = SWITCHING_TAPS + 2 };

union control {
  struct cmsghdr header;
  char bytes[CMSG_SPACE(DESCRIPTORS * sizeof(int))];
};

// What the child needs, made before there is a child.
struct plan {
  const struct switching_tap *taps;
  int count;
  const uint8_t *messages;
  size_t size;
  char user_map[64], group_map[64];
};

static struct switching_outcome outcome(enum switching_stage stage, int code, int index) {
  return (struct switching_outcome){.stage = stage, .code = code, .index = index};
}

static bool write_file(const char *path, const char *text) {
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool is_written = write(file, text, strlen(text)) == (ssize_t)strlen(text);
  const int code = errno;
  close(file);
  errno = code;
  return is_written;
}

static struct switching_outcome enter(const struct plan *plan, bool *has_user) {
  *has_user = true;
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) {
    const int code = errno;
    // Where users may not have namespaces, root still may have a network.
    *has_user = false;
    return unshare(CLONE_NEWNET) == 0 ? outcome(SWITCHING_DONE, 0, 0)
                                      : outcome(SWITCHING_UNSHARE, code, 0);
  }
  // Without "deny" a user may not map a group (user_namespaces(7)).
  if (!write_file("/proc/self/setgroups", "deny") ||
      !write_file("/proc/self/uid_map", plan->user_map) ||
      !write_file("/proc/self/gid_map", plan->group_map)) {
    return outcome(SWITCHING_MAP, errno, 0);
  }
  return outcome(SWITCHING_DONE, 0, 0);
}

static struct switching_outcome make_tap(const struct switching_tap *tap, int place, int *result) {
  const int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (device < 0) return outcome(SWITCHING_TUN, errno, place);
  struct ifreq request;
  memset(&request, 0, sizeof request);
  memcpy(request.ifr_name, tap->name, sizeof request.ifr_name - 1);
  request.ifr_flags = IFF_TAP | IFF_NO_PI;
  unsigned index = tap->index;
  if (ioctl(device, TUNSETIFINDEX, &index) != 0 || ioctl(device, TUNSETIFF, &request) != 0 ||
      ioctl(device, TUNSETOFFLOAD, 0) != 0) {
    return outcome(SWITCHING_TAP, errno, place);
  }
  *result = device;
  return outcome(SWITCHING_DONE, 0, 0);
}

// 0, or the errno of the answer.
static int ask(int netlink, const uint8_t *message, size_t size) {
  if (send(netlink, message, size, 0) != (ssize_t)size) return errno;
  struct {
    struct nlmsghdr header;
    struct nlmsgerr error;
    char rest[4096];
  } answer;
  const ssize_t count = recv(netlink, &answer, sizeof answer, 0);
  if (count < 0) return errno;
  if ((size_t)count < sizeof answer.header + sizeof answer.error.error) return EBADMSG;
  return answer.header.nlmsg_type == NLMSG_ERROR ? -answer.error.error : EBADMSG;
}

static struct switching_outcome configure(const struct plan *plan) {
  const int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (netlink < 0) return outcome(SWITCHING_NETLINK, errno, 0);
  size_t place = 0;
  for (int index = 0; place < plan->size; index++) {
    uint32_t length;
    memcpy(&length, plan->messages + place, sizeof length);
    if (length < sizeof(struct nlmsghdr) || length > plan->size - place) {
      return outcome(SWITCHING_NETLINK, EBADMSG, index);
    }
    const int code = ask(netlink, plan->messages + place, length);
    if (code != 0) return outcome(SWITCHING_NETLINK, code, index);
    place += NLMSG_ALIGN(length);
  }
  close(netlink);
  return outcome(SWITCHING_DONE, 0, 0);
}

// The network namespace, the TAPs, then the user namespace if there is one.
static struct switching_outcome make(const struct plan *plan, int *descriptors, int *count) {
  bool has_user;
  struct switching_outcome done = enter(plan, &has_user);
  for (int index = 0; done.stage == SWITCHING_DONE && index < plan->count; index++) {
    done = make_tap(&plan->taps[index], index, &descriptors[1 + index]);
  }
  if (done.stage == SWITCHING_DONE) done = configure(plan);
  if (done.stage != SWITCHING_DONE) return done;
  descriptors[0] = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
  *count = 1 + plan->count;
  if (has_user) descriptors[(*count)++] = open("/proc/self/ns/user", O_RDONLY | O_CLOEXEC);
  if (descriptors[0] < 0 || descriptors[*count - 1] < 0) {
    return outcome(SWITCHING_HAND_OVER, errno, 0);
  }
  return done;
}

static void hand_over(int socket, struct switching_outcome done, const int *descriptors,
                      int count) {
  union control control;
  memset(&control, 0, sizeof control);
  struct iovec part = {&done, sizeof done};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (done.stage == SWITCHING_DONE) {
    message.msg_control = &control;
    message.msg_controllen = CMSG_SPACE((size_t)count * sizeof(int));
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN((size_t)count * sizeof(int));
    memcpy(CMSG_DATA(header), descriptors, (size_t)count * sizeof(int));
  }
  sendmsg(socket, &message, MSG_NOSIGNAL);
}

static struct switching_outcome take_over(int socket, int taps,
                                          struct switching_namespace *result) {
  union control control;
  struct switching_outcome done;
  struct iovec part = {&done, sizeof done};
  struct msghdr message = {.msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = &control,
                           .msg_controllen = sizeof control};
  ssize_t size;
  do {
    size = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (size < 0 && errno == EINTR);
  if (size != sizeof done) return outcome(SWITCHING_START, size < 0 ? errno : ECHILD, 0);
  if (done.stage != SWITCHING_DONE) return done;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (header == NULL || header->cmsg_type != SCM_RIGHTS) {
    return outcome(SWITCHING_HAND_OVER, EMFILE, 0);
  }
  const int count = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
  int descriptors[DESCRIPTORS];
  memcpy(descriptors, CMSG_DATA(header), (size_t)count * sizeof(int));
  if (count < 1 + taps || (message.msg_flags & MSG_CTRUNC) != 0) {
    // This process has too many descriptors already.
    for (int index = 0; index < count; index++) close(descriptors[index]);
    return outcome(SWITCHING_HAND_OVER, EMFILE, 0);
  }
  result->network = descriptors[0];
  memcpy(result->taps, descriptors + 1, (size_t)taps * sizeof(int));
  if (count > 1 + taps) result->user = descriptors[1 + taps];
  return done;
}

struct switching_outcome switching_make_namespace(const struct switching_tap *taps, int count,
                                                  const uint8_t *messages, size_t size,
                                                  struct switching_namespace *result) {
  *result = (struct switching_namespace){.user = -1, .network = -1};
  if (count > SWITCHING_TAPS) return outcome(SWITCHING_START, EINVAL, 0);
  struct plan plan = {taps, count, messages, size, "", ""};
  snprintf(plan.user_map, sizeof plan.user_map, "0 %u 1", (unsigned)geteuid());
  snprintf(plan.group_map, sizeof plan.group_map, "0 %u 1", (unsigned)getegid());
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    return outcome(SWITCHING_START, errno, 0);
  }
  const pid_t child = fork();
  if (child == 0) {
    int descriptors[DESCRIPTORS], made = 0;
    const struct switching_outcome done = make(&plan, descriptors, &made);
    hand_over(ends[1], done, descriptors, made);
    _exit(0);
  }
  const int code = errno;
  close(ends[1]);
  const struct switching_outcome done =
      child < 0 ? outcome(SWITCHING_START, code, 0) : take_over(ends[0], count, result);
  close(ends[0]);
  while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR) {
  }
  return done;
}

// See switching.h. Sources: recvmmsg(2), sendmmsg(2), unix(7), ppoll(2); Linux's networking/tuntap.
#define _GNU_SOURCE
#include "switching.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

int switching_link(int ends[2], int buffer) {
  if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0) return errno;
  for (int end = 0; end < 2; end++) {
    // What is on its way counts against its sender. Forcing needs a privilege; asking is limited by
    // net.core.wmem_max.
    if (setsockopt(ends[end], SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof buffer) != 0) {
      setsockopt(ends[end], SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
    }
  }
  return 0;
}

// Whether nothing is wrong, but nothing is there.
static bool is_temporary(int code) { return code == EAGAIN || code == EINTR; }

static int receive_from_tap(int descriptor, uint8_t *slots, size_t slot_size, uint32_t *lengths,
                            int count) {
  int done = 0;
  while (done < count) {
    const ssize_t size = read(descriptor, slots + (size_t)done * slot_size, slot_size);
    if (size <= 0) {
      if (done == 0 && size < 0 && !is_temporary(errno)) return -1;
      break;
    }
    lengths[done++] = (uint32_t)size;
  }
  return done;
}

int switching_receive(int descriptor, bool is_socket, uint8_t *slots, size_t slot_size,
                      uint32_t *lengths, int count) {
  if (count > SWITCHING_BATCH) count = SWITCHING_BATCH;
  if (!is_socket) return receive_from_tap(descriptor, slots, slot_size, lengths, count);
  struct iovec parts[SWITCHING_BATCH];
  struct mmsghdr messages[SWITCHING_BATCH];
  memset(messages, 0, sizeof messages[0] * (size_t)count);
  for (int index = 0; index < count; index++) {
    parts[index] = (struct iovec){slots + (size_t)index * slot_size, slot_size};
    messages[index].msg_hdr.msg_iov = &parts[index];
    messages[index].msg_hdr.msg_iovlen = 1;
  }
  const int done = recvmmsg(descriptor, messages, (unsigned)count, MSG_DONTWAIT, NULL);
  if (done < 0) return is_temporary(errno) ? 0 : -1;
  for (int index = 0; index < done; index++) lengths[index] = messages[index].msg_len;
  return done;
}

static int send_to_tap(int descriptor, const struct switching_frame *frames, int count,
                       int *error) {
  for (int index = 0; index < count; index++) {
    if (write(descriptor, frames[index].bytes, frames[index].size) < 0) {
      *error = errno == EINTR ? EAGAIN : errno;
      return index;
    }
  }
  return count;
}

int switching_send(int descriptor, bool is_socket, const struct switching_frame *frames, int count,
                   int *error) {
  *error = 0;
  if (count > SWITCHING_BATCH) count = SWITCHING_BATCH;
  if (!is_socket) return send_to_tap(descriptor, frames, count, error);
  struct iovec parts[SWITCHING_BATCH];
  struct mmsghdr messages[SWITCHING_BATCH];
  memset(messages, 0, sizeof messages[0] * (size_t)count);
  for (int index = 0; index < count; index++) {
    parts[index] = (struct iovec){(void *)frames[index].bytes, frames[index].size};
    messages[index].msg_hdr.msg_iov = &parts[index];
    messages[index].msg_hdr.msg_iovlen = 1;
  }
  int done = 0;
  while (done < count) {
    // The error of a message that is not the first is told only with the next call.
    const int sent =
        sendmmsg(descriptor, messages + done, (unsigned)(count - done), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0) {
      *error = is_temporary(errno) ? EAGAIN : errno;
      break;
    }
    done += sent;
  }
  return done;
}

int switching_wait(struct pollfd *descriptors, size_t count, int64_t nanoseconds) {
  const struct timespec time = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  return ppoll(descriptors, count, nanoseconds < 0 ? NULL : &time, NULL);
}

static uint64_t clock_value(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

uint64_t switching_now(void) { return clock_value(CLOCK_MONOTONIC); }

uint64_t switching_epoch(void) { return clock_value(CLOCK_REALTIME) - clock_value(CLOCK_MONOTONIC); }

//
// switching.h - what moving frames takes, for Swift, which sees neither recvmmsg(2), ppoll(2), nor the
// macros of cmsg(3). One wrapper for each use; nothing is decided here.
//
#ifndef MIRADOR_SWITCHING_H
#define MIRADOR_SWITCHING_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Frames that one call moves at most.
enum { SWITCHING_BATCH = 64 };

/// Two ends of a link: connected datagram sockets that neither block nor survive an exec. 0, or an errno.
/// `buffer`: bytes that may be on their way in each direction, as far as the system allows.
int switching_link(int ends[2], int buffer);

/// Reads frames, each into a slot of `slot_size` bytes; the rest of a longer one is lost.
/// `is_socket`: else it is a TAP, which gives one frame a read.
/// Returns how many there were, at most SWITCHING_BATCH; -1 with errno when none can come any more.
int switching_receive(int descriptor, bool is_socket, uint8_t *slots, size_t slot_size,
                      uint32_t *lengths, int count);

/// A frame to be sent.
struct switching_frame {
  const void *bytes;
  size_t size;
};

/// Sends frames in order, at most SWITCHING_BATCH, until one is not taken. Returns how many were; *error is
/// why the next was not: 0 all were, EAGAIN there is no room now, another errno.
int switching_send(int descriptor, bool is_socket, const struct switching_frame *frames, int count,
                   int *error);

/// poll(2) with a time in nanoseconds; negative: for ever.
int switching_wait(struct pollfd *descriptors, size_t count, int64_t nanoseconds);

/// Nanoseconds of CLOCK_MONOTONIC, and how much later than those CLOCK_REALTIME is.
uint64_t switching_now(void);
uint64_t switching_epoch(void);

/// A TAP that is to be made.
struct switching_tap {
  char name[16];
  /// The number of the interface.
  uint32_t index;
};

enum { SWITCHING_TAPS = 16 };

/// Descriptors of a private network; -1 for none.
struct switching_namespace {
  /// Without one, the network belongs to the machine's root.
  int user;
  int network;
  int taps[SWITCHING_TAPS];
};

/// How far the making of a private network came.
struct switching_outcome {
  enum switching_stage {
    SWITCHING_DONE = 0,
    SWITCHING_START,
    SWITCHING_UNSHARE,
    SWITCHING_MAP,
    SWITCHING_TUN,
    SWITCHING_TAP,
    SWITCHING_NETLINK,
    SWITCHING_HAND_OVER,
  } stage;
  /// An errno.
  int code;
  /// Which TAP or message failed, from 0.
  int index;
};

/// Makes a network namespace in a user namespace of its own, with TAPs that do not block and leave checksums and
/// segmentation to the kernel, and carries out netlink messages (each asking to be acknowledged) there. No
/// process and no name remains: the namespaces are there as long as somebody has the descriptors or runs in
/// them. For any thread.
struct switching_outcome switching_make_namespace(const struct switching_tap *taps, int count,
                                                  const uint8_t *messages, size_t size,
                                                  struct switching_namespace *result);

#endif

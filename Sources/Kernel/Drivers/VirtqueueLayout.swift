// Where the three parts of a split virtqueue of N descriptors are (virtio 1.2, 2.7):
//
//     offset      size        part             who writes it
//     0           16 N        descriptor table driver
//     16 N        6 + 2 N     available ring   driver
//     aligned 4   6 + 8 N     used ring        device

/// The places of a virtqueue's parts in one piece of memory.
struct VirtqueueLayout: Equatable {
  let size: Int
  let available: Int
  let used: Int
  /// Bytes of all.
  let byteCount: Int

  /// What the table of descriptors must be aligned to, and so the whole.
  static let alignment = 16

  /// - Parameter size: descriptors; a power of two, 32768 at most (2.7).
  init(size: Int) {
    precondition(size > 0 && size <= 32768 && size & (size - 1) == 0, "a queue's size")
    self.size = size
    available = 16 * size
    used = (available + 6 + 2 * size + 3) & ~3
    byteCount = used + 6 + 8 * size
  }

  /// A flag word, the ring's index, N entries, and the event index, in either ring.
  static let flags = 0
  static let index = 2
  static let ring = 4

  var usedEvent: Int { available + Self.ring + 2 * size }
  var availableEvent: Int { used + Self.ring + 8 * size }
}

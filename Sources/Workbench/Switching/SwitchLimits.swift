import Time

/// The measures of this module, with their units and reasons.
package enum SwitchLimits {
  /// IEEE 802.1D-2004, table 7-5.
  package static let ageing = Duration.seconds(300)
  /// Stations that a switch remembers: a room of learners, each with some unikernels.
  package static let stations = 4096
  /// Bytes of the longest frame: 64 KiB of IP and an Ethernet header with a tag.
  package static let frame = 65_536 + 18
  /// Bytes that the ring of packets holds: some seconds of bulk traffic, hours of a lesson's.
  package static let ring = 32 << 20
  /// Packets of it, each of which costs some 70 bytes more.
  package static let ringPackets = 1 << 17
  /// Bytes of a pcapng file that is read.
  package static let captureFile = 1 << 30
  /// Bytes that may be on their way in a link's socket, as the system counts them.
  package static let linkBuffer = 1 << 20
  /// Bytes that wait for a port that is slow to take them, and frames: Linux's queues have 1000.
  package static let queueBytes = 4 << 20
  package static let queueFrames = 1000
  /// Bytes that wait for a link of limited bandwidth, when nothing else is said: a small router's.
  package static let faultQueue = 64 << 10
  /// Frames that wait in a fault injector for their time, in each direction.
  package static let delayedFrames = 16_384
  /// Frames that one may be overtaken by when it is reordered: 1 to so many.
  package static let overtaking: UInt64 = 3
  /// How long a frame that is to be overtaken waits for that.
  package static let patience = Duration.milliseconds(50)
  /// Bits that are flipped in a frame that is corrupted: 1 to so many.
  package static let flippedBits: UInt64 = 3
  /// Columns of a terminal between two hosts of a ladder, at least: an arrow and a word.
  package static let rung = 14
  /// Columns of a terminal that a ladder has, at least.
  package static let ladder = 40
  /// Connections whose first numbers a reader of packets remembers.
  package static let rememberedFlows = 10_000
  /// Faults that are recorded of each direction.
  package static let recordedFaults = 100_000
}

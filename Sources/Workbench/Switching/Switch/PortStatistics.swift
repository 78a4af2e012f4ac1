/// What has gone through a port, as seen from the switch.
package struct PortStatistics: Equatable, Sendable {
  /// From what is plugged in.
  package var receivedFrames = 0
  package var receivedBytes = 0
  /// To it.
  package var sentFrames = 0
  package var sentBytes = 0
  /// Frames from it that the switch did not pass on, by reason.
  package var refused: [LearningSwitch.Refusal: Int] = [:]
  /// Frames to it that were dropped because it takes them too slowly.
  package var overflowed = 0
  /// Frames to it that nobody was there to take any more.
  package var unreachable = 0
  /// Frames that a fault injector swallowed, in both directions.
  package var lostToFaults = 0

  package init() {}
}

internal import Devices
internal import Time

/// What sockets need of whoever runs the stack.
protocol NetworkHost: AnyObject {
  var now: Instant { get }
  var clock: any MonotonicClock { get }
  /// Something was sent, and deadlines may have come nearer.
  func hasSent()
}

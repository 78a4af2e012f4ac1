public import Time

/// A clock that tells the date. It follows the host's, so it may jump, either way: what measures or
/// waits takes a `MonotonicClock`.
public protocol WallClock: AnyObject, Sendable {
  /// UTC.
  var now: WallTime { get }
}

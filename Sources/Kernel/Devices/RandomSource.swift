/// Raw randomness that the host gives: what an `Entropy` is seeded from. Not for applications.
public protocol RandomSource: AnyObject, Sendable {
  /// What the source is called in messages.
  var name: String { get }

  /// Waits for `count` bytes; fewer when there are no more, none when there is no such source.
  func take(_ count: Int) async -> [UInt8]

  /// What has come since, without waiting; asks for more.
  func poll() -> [UInt8]
}

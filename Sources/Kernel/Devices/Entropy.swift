/// Randomness fit for keys. It is there from the moment the device is connected: a unikernel whose machine
/// has none does not start.
public protocol Entropy: AnyObject, Sendable {
  /// Fills `buffer` with bytes that nobody else can tell. Never waits and never fails.
  func fill(_ buffer: UnsafeMutableRawBufferPointer)

  /// Where the randomness comes from.
  var sources: [EntropySource] { get }
}

extension Entropy {
  /// `count` random bytes.
  @export(implementation)
  public func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    bytes.withUnsafeMutableBytes { fill($0) }
    return bytes
  }
}

/// One source of randomness, as it is now.
public struct EntropySource: Equatable, Sendable {
  public let name: String
  /// Every test of its samples so far was passed.
  public let isHealthy: Bool

  public init(name: String, isHealthy: Bool) {
    self.name = name
    self.isHealthy = isHealthy
  }
}

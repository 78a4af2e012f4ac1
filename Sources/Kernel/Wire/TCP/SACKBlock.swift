/// Bytes that have arrived behind a gap (RFC 2018, section 3).
@frozen
public struct SACKBlock: BitwiseCopyable, Equatable, Sendable {
  /// The first of them.
  public var left: SequenceNumber
  /// Just behind the last of them.
  public var right: SequenceNumber

  @inlinable
  public init(left: SequenceNumber, right: SequenceNumber) {
    self.left = left
    self.right = right
  }
}

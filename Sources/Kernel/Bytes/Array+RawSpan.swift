extension Array where Element == UInt8 {
  /// A copy of `bytes`. O(n).
  public init(_ bytes: RawSpan) {
    self = unsafe bytes.withUnsafeBytes { bytes in unsafe Array(bytes) }
  }
}

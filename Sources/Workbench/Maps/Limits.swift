/// The measures of this module, with their units and reasons.
enum Limits {
  /// Bytes of memory that a segment may ask for: more than any x86-64 machine can address.
  static let addressSpace = 1 << 48
  /// Segments of a file that is taken seriously; kernels have four, programs up to six.
  static let segments = 64
  /// Sections; the most that a header of ordinary size can count.
  static let sections = 65_536
  /// Bytes of a file that is read whole; the largest kernels with debug information are under 1 GiB.
  static let file = 2 << 30
  /// Bytes of a decompressed kernel.
  static let payload = 1 << 30
  /// How long a decompressor or the demangler may take.
  static let patience: Duration = .seconds(60)
  /// Columns and rows below which a treemap is not drawn.
  static let smallestColumns = 20
  static let smallestRows = 5
}

/// The measures of this module, with their units and reasons.
enum Limits {
  /// Columns under which no chart can be read.
  static let leastColumns = 20
  /// A part of the chart is drawn again, larger, when it has less than this share of the width.
  static let magnified = 0.7
  /// Boots longer than this, in nanoseconds, are not repeated only to see what looking costs.
  static let quick = 1_000_000_000
  /// Bytes of QEMU's log that are kept while a boot is timed.
  static let log = 256 << 20
  /// Bytes of it that are looked through for QEMU's complaints.
  static let words = 4000
  /// Lines of a trace that are believed: beyond, an image runs for ever.
  static let instructions = 50_000_000
}

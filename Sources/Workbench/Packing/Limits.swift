/// What one archive may hold: an image is loaded whole, so these are far beyond what is sensible.
enum Limits {
  /// Bytes of all contents.
  static let bytes = 256 << 20
  static let files = 65_536
  /// Bytes of a path; Linux takes 4096.
  static let path = 1024
}

/// Every capacity of this module, with its unit and reason.
enum Limits {
  /// Bytes of a manifest. A hundred libraries and as many arguments take some 50 KB; anything near this
  /// is not a manifest.
  static let manifest = 1 << 20
  /// Notes of an image that are looked at; ours have two.
  static let notes = 256
}

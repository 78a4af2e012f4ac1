/// The patience and the measures of this module, with their units and reasons.
enum Limits {
  /// Bytes of one read from a child; the size of a Linux pipe.
  static let read = 64 << 10
  /// How often a child is looked at that neither prints nor closes its pipes.
  static let heartbeat: Duration = .milliseconds(50)
  /// How often a child is looked at that has closed its pipes and is about to end.
  static let farewell: Duration = .milliseconds(1)
}

/// Texts for people that more than one place needs.
enum Messages {
  /// The way out when the workspace cannot be written.
  static let elsewhere =
    "Choose another place with --dir DIR or MIRADOR_WORKSPACE=DIR."

  static func notADirectory(_ path: String) -> String {
    "\(path) is a file, but a directory is needed there. Move it away and try again."
  }

  /// `8 to 21 are not there yet`.
  static func notThereYet(_ gap: ClosedRange<Int>) -> String {
    gap.count == 1
      ? "\(gap.lowerBound) is not there yet"
      : "\(gap.lowerBound) \(gap.count == 2 ? "and" : "to") \(gap.upperBound) are not there yet"
  }

  static func setAside(_ path: String, _ reason: String) -> String {
    "The progress file could not be read (\(reason)). It was kept as \(path), and a new one was "
      + "begun; your work in the lessons is untouched. Run ./mirador check --all to fill it again."
  }
}

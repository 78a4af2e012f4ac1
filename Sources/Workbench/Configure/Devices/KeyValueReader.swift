/// A store of values under keys that are paths, to read.
public enum KeyValueReader: Role {
  public static var type: String { "any KeyValueReader" }
  public static var label: String { "store" }
}

extension Device where R == KeyValueReader {
  /// The files of a folder beside config.swift, which become part of the image.
  public static func directory(_ path: String, line: Int = #line) -> Device {
    Device(
      "store", call: "EmbeddedDirectory", [.folder("archive", path)],
      effect: .throws("EmbeddedDirectoryFailure"), line: line)
  }
}

import Foundation

/// SHA-256 of files, by coreutils' sha256sum: content decides what has to be compiled again.
enum Digest {
  /// One digest over the contents and names of `files` and over `texts`; hexadecimal.
  static func of(_ files: [URL], _ texts: [String]) async throws(BuildFailure) -> String {
    var listing = texts.joined(separator: "\u{0}") + "\n"
    if !files.isEmpty {
      listing += try await sum(files.map(\.path), input: nil)
    }
    return String(try await sum(["-"], input: listing).prefix(64))
  }

  /// The digest of one file's content; hexadecimal.
  static func content(of file: URL) async throws(BuildFailure) -> String {
    String(try await sum([file.path], input: nil).prefix(64))
  }

  /// One digest over names and contents, wherever the files are; hexadecimal.
  static func of(contents files: [URL]) async throws(BuildFailure) -> String {
    var lines: [String] = []
    for file in files { lines.append(file.lastPathComponent + " " + (try await content(of: file))) }
    return try await of([], lines)
  }

  /// One digest over the contents of `files` and their paths relative to `folder`: the same wherever the
  /// folder is.
  static func of(_ files: [String], in folder: URL) async throws(BuildFailure) -> String {
    let listing = files.isEmpty ? "" : try await sum(files, input: nil, in: folder)
    return String(try await sum(["-"], input: listing).prefix(64))
  }

  private static func sum(
    _ arguments: [String], input: String?, in folder: URL? = nil
  ) async throws(BuildFailure) -> String {
    let command = Command(
      URL(filePath: "/usr/bin/sha256sum"), ["--"] + arguments, in: folder, input: input)
    let output = try await command.run()
    guard output.status == 0 else { throw .environment(Messages.cannotRead(output.text)) }
    return output.text
  }
}

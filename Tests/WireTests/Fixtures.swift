import Bytes
import Foundation

/// Frames that were captured or generated, from files beside this one.
struct Fixture {
  /// What made them: the line that begins with `#` before them.
  let origin: String
  let frame: [UInt8]
  /// What is expected to be said of it, if the file has that.
  let text: String?

  /// Lines `# ORIGIN`, and `HEX` or `HEX TEXT`, where a line of the text ends with `|`.
  static func all(in file: String) throws -> [Fixture] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let content = try String(
      contentsOf: folder.appending(path: "Fixtures/" + file), encoding: .utf8)
    return try parse(content)
  }

  static func parse(_ content: String) throws -> [Fixture] {
    var origin = ""
    var fixtures: [Fixture] = []
    for line in content.split(separator: "\n") {
      if line.hasPrefix("#") {
        origin = String(line.dropFirst(2))
        continue
      }
      let parts = line.split(separator: " ", maxSplits: 1)
      guard let frame = Hexadecimal.bytes(String(parts[0])) else { throw Unreadable(line: line) }
      let text = parts.count > 1 ? parts[1].replacing("|", with: "\n") : nil
      fixtures.append(Fixture(origin: origin, frame: frame, text: text.map { String($0) }))
    }
    return fixtures
  }

  struct Unreadable: Error {
    let line: Substring
  }
}

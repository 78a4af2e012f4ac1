import Foundation

/// The places of output that differ from run to run, by the names that transcripts give them.
struct Places: Sendable {
  /// Directories of this run: {here}, where the file's commands run, and {root}, the checkout.
  private let directories: [(name: String, path: String)]

  init(here: String = "/nowhere/here", root: String = "/nowhere/root") {
    directories = [("{here}", here), ("{root}", root)]
  }

  /// What each name stands for, as a regular expression.
  private static let kinds = [
    "{time}": "[0-9]+\\.[0-9]{2} s",
    "{number}": "[0-9]+",
    "{address}": "0x[0-9a-f]{16}",
    "{digest}": "[0-9a-f]{64}",
  ]

  /// The regular expression of a line with places; nil when it has none.
  func pattern(of line: String) -> String? {
    var patterns = Places.kinds
    for (name, path) in directories {
      patterns[name] = NSRegularExpression.escapedPattern(for: path)
    }
    var result = ""
    var rest = line[...]
    var hasPlace = false
    while let brace = rest.firstIndex(of: "{") {
      result += NSRegularExpression.escapedPattern(for: String(rest[..<brace]))
      rest = rest[brace...]
      if let place = patterns.first(where: { rest.hasPrefix($0.key) }) {
        result += place.value
        rest = rest.dropFirst(place.key.count)
        hasPlace = true
      } else {
        result += "\\{"
        rest = rest.dropFirst()
      }
    }
    return hasPlace ? result + NSRegularExpression.escapedPattern(for: String(rest)) : nil
  }

  /// A line with this run's directories by name: all that a recording can name by itself.
  func naming(_ line: String) -> String {
    directories.reduce(line) { $0.replacing($1.path, with: $1.name) }
  }
}

internal import Arguments

/// What is written for a level: its name, or `quiet`.
struct LevelWord {
  /// Nil: nothing is shown.
  let level: LogLevel?

  init?(_ word: String) {
    if word.utf8.elementsEqual("quiet".utf8) {
      level = nil
      return
    }
    let found = LogLevel.allCases.first { $0.word.utf8.elementsEqual(word.utf8) }
    guard let found else { return nil }
    level = found
  }

  static func of(_ level: LogLevel?) -> String { level?.word ?? "quiet" }
}

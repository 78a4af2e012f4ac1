internal import Arguments
internal import InspectionProtocol

/// What is written for a level: its name, or `quiet`.
struct LevelWord {
  /// Nil: nothing is shown.
  let level: LogLevel?

  init?(_ word: String) {
    if word.isBytewise("quiet") {
      level = nil
      return
    }
    let found = LogLevel.allCases.first { $0.word.isBytewise(word) }
    guard let found else { return nil }
    level = found
  }

  static func of(_ level: LogLevel?) -> String { level?.word ?? "quiet" }
}

// Arguments that came from outside, held against what a command takes.

internal import InspectionProtocol

extension CommandDeclaration {
  /// One cell for each argument, those that were left out as nothing; nil: they do not fit.
  func fit(_ given: [Cell]) -> [Cell]? {
    guard given.count <= arguments.count else { return nil }
    var fitting = given
    for (index, argument) in arguments.enumerated() {
      guard index < given.count else {
        guard !argument.isRequired else { return nil }
        fitting.append(.none)
        continue
      }
      guard argument.takes(given[index]) else { return nil }
    }
    return fitting
  }

  /// The command as it was typed, for the log.
  func words(_ arguments: [Cell]) -> String {
    var words = name
    for argument in arguments {
      switch argument {
      case .text(let text): words += " " + text
      case .integer(let number): words += " " + number.description
      case .id(let id): words += " " + id.description
      default: break
      }
    }
    return words
  }
}

extension CommandArgument {
  fileprivate func takes(_ cell: Cell) -> Bool {
    if case .none = cell { return !isRequired }
    switch (kind, cell) {
    case (.text, .text), (.integer, .integer), (.duration, .duration), (.id, .id),
      (.name, .text):
      return true
    case (.level, .text(let word)): return LevelWord(word) != nil
    case (.choice(let words), .text(let word)):
      return words.contains { $0.isBytewise(word) }
    default: return false
    }
  }
}

// The steps of a generated main, by its lines: what `Composition/MainGenerator` writes, read again. Each
// device has the lines from the comment that says where it comes from to the next one.

/// What each line of a generated main is about.
struct MainSteps: Sendable, Equatable {
  /// A step: its name, and its first line, from 1.
  struct Step: Sendable, Equatable {
    let name: String
    let line: Int
  }
  /// In the order of the lines.
  private(set) var steps: [Step] = []
  /// The first line behind main.
  private(set) var end = Int.max

  init(parsing text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let opening = lines.firstIndex(where: { $0.hasPrefix("  static func main()") }) else {
      return
    }
    let closing = lines[opening...].firstIndex { $0 == "  }" } ?? lines.endIndex
    end = closing + 2
    steps = [Step(name: PhaseName.arguments, line: opening + 1)]
    var comment: Int?
    for index in opening..<closing {
      let line = lines[index].drop { $0 == " " }
      if line.hasPrefix("// config.swift:") { comment = index }
      if let name = Self.step(line) {
        if steps.last?.name != name { steps.append(Step(name: name, line: (comment ?? index) + 1)) }
        comment = nil
      }
    }
  }

  /// The step that a line is part of; nil: none.
  func step(ofLine line: Int) -> String? {
    line >= end ? nil : steps.last { $0.line <= line }?.name
  }

  /// Whether it connects just these devices, in this order: then it is the main of an image that does.
  func connects(_ devices: [String]) -> Bool {
    let others = [
      PhaseName.arguments, PhaseName.delay, PhaseName.inspector, PhaseName.application,
    ]
    return steps.map(\.name).filter { !others.contains($0) || devices.contains($0) } == devices
  }

  /// The step that begins on this line; nil: it goes on with one.
  private static func step(_ line: Substring) -> String? {
    if line.hasPrefix("let system = ") { return nil }
    if line.hasPrefix("await system.delay()") { return PhaseName.delay }
    if line.hasPrefix("Inspector.start(") { return PhaseName.inspector }
    if line.hasPrefix("await run") || line.hasPrefix("async let job") {
      return PhaseName.application
    }
    guard line.hasPrefix("let ") else { return nil }
    let name = line.dropFirst(4).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.isEmpty ? nil : String(name)
  }
}

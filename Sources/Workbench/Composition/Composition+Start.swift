// A job's `start` function as the learner has to write it, and as the generated main refers to it.

import Configure

extension JobDeclaration {
  /// The declaration that the sources must have, such as
  /// `static func start(console: any Console, name: String) async`.
  public var startDeclaration: String {
    let list = parameters.map { "\($0.label): \($0.type)" }.joined(separator: ", ")
    return "static func start(\(list)) async"
  }

  /// The function's full name, such as `Hello.start(console:name:)`.
  public var startReference: String {
    let labels = parameters.map { $0.label + ":" }.joined()
    return start + ".start" + (parameters.isEmpty ? "" : "(\(labels))")
  }
}

// What each need is in a start function and in a generated main. Adding a need is adding its lines here.

extension Need {
  /// The type of the parameter, as a learner writes it.
  public var parameterType: String {
    switch self {
    case .console: "any Console"
    case .clock: "any MonotonicClock"
    case .name: "String"
    case .arguments: "[String]"
    }
  }

  /// The expression that a generated main passes for it; `system` is this boot's `System`.
  public var expression: String {
    switch self {
    case .console: "PlatformConsole()"
    case .clock: "PlatformClock()"
    case .name: "system.name"
    case .arguments: "system.arguments"
    }
  }
}

extension Unikernel {
  /// The declaration that unikernel.swift must have, such as
  /// `static func start(console: any Console, name: String) async`.
  public var startDeclaration: String {
    var parameters = ""
    for (index, need) in needs.enumerated() {
      parameters += (index == 0 ? "" : ", ") + need.rawValue + ": " + need.parameterType
    }
    return "static func start(" + parameters + ") async"
  }

  /// The function's full name, such as `Hello.start(console:name:)`.
  public var startReference: String {
    var labels = ""
    for need in needs { labels += need.rawValue + ":" }
    return start + ".start" + (needs.isEmpty ? "" : "(" + labels + ")")
  }
}

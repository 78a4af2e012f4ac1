// A unikernel as lines of text, written by the process that evaluates a config.swift. Unikernel+Read reads
// them. A line belongs to the nearest line above it that it can be a part of:
//
//     unikernel NAME LINE TARGET…
//     argument  NAME TYPE KIND GROUP PRESENCE VALUE HELP LINE CHOICE…
//     device    NAME TYPE LINE TARGET…
//       call      FUNCTION async|sync ERROR
//       input     LABEL device|argument|expression|folder VALUE
//       hardware  KIND NAME
//       byTarget
//       byArgument INDEX
//       case      TARGET-OR-VALUE DEVICE
//     inspector DEVICE
//     heapReport ARGUMENT
//     library   MODULE local|package PATH-OR-URL VERSION LINE
//     job       START LINE
//       parameter LABEL TYPE device|argument|fact VALUE LINE

import Arguments

extension Unikernel {
  /// What the evaluating process prints.
  public var text: String {
    var text = Record(["unikernel", name, line.description] + targets.map { $0.rawValue }).line
    func add(_ fields: [String]) {
      text += "\n"
      text += Record(fields).line
    }
    for argument in arguments { add(argument.fields) }
    for device in devices { for fields in device.records { add(fields) } }
    if let inspector { add(["inspector", inspector.description]) }
    if let heapReport { add(["heapReport", heapReport.description]) }
    for library in libraries { add(library.fields) }
    for job in jobs { for fields in job.records { add(fields) } }
    return text
  }
}

extension ArgumentDeclaration {
  fileprivate var fields: [String] {
    let (presence, value) = definition.presence.words
    let (kind, choices) = definition.kind.words
    return [
      "argument", definition.name, type, kind, definition.group.rawValue.description, presence,
      value, definition.help, line.description,
    ] + choices
  }
}

extension ArgumentPresence {
  fileprivate var words: (String, String) {
    switch self {
    case .required: ("required", "")
    case .optional: ("optional", "")
    case .byDefault(let value): ("default", value)
    case .fixed(let value): ("fixed", value)
    }
  }
}

extension ArgumentKind {
  /// Its word, and what it may be.
  public var words: (word: String, choices: [String]) {
    switch self {
    case .text: ("text", [])
    case .integer: ("integer", [])
    case .flag: ("flag", [])
    case .duration: ("duration", [])
    case .choice(let choices): ("choice", choices)
    case .texts: ("texts", [])
    case .logLevels: ("logLevels", [])
    }
  }
}

extension DeviceDeclaration {
  fileprivate var records: [[String]] {
    var records = [["device", name, type, line.description] + targets.map { $0.rawValue }]
    switch form {
    case .call(let call):
      let isAsync = call.effect.isAsync
      records.append(["call", call.function, isAsync ? "async" : "sync", call.effect.error])
      records += call.inputs.map { ["input", $0.label] + $0.source.words }
      records += call.hardware.map { ["hardware", $0.kind.rawValue, $0.name] }
    case .byTarget(let cases):
      records.append(["byTarget"])
      records += cases.map { ["case", $0.0.rawValue, $0.1.description] }
    case .byArgument(let argument, let cases):
      records.append(["byArgument", argument.description])
      records += cases.map { ["case", $0.0, $0.1.description] }
    }
    return records
  }
}

extension DeviceDeclaration.Input.Source {
  fileprivate var words: [String] {
    switch self {
    case .device(let index): ["device", index.description]
    case .argument(let index): ["argument", index.description]
    case .expression(let text): ["expression", text]
    case .folder(let path): ["folder", path]
    }
  }
}

extension Library {
  fileprivate var fields: [String] {
    switch origin {
    case .local(let path): ["library", module, "local", path, "", line.description]
    case .package(let url, let version):
      ["library", module, "package", url, version, line.description]
    }
  }
}

extension JobDeclaration {
  fileprivate var records: [[String]] {
    [["job", start, line.description]]
      + parameters.map { parameter in
        ["parameter", parameter.label, parameter.type] + parameter.source.words
          + [parameter.line.description]
      }
  }
}

extension JobDeclaration.Parameter.Source {
  fileprivate var words: [String] {
    switch self {
    case .device(let index): ["device", index.description]
    case .argument(let index): ["argument", index.description]
    case .fact(let fact): ["fact", fact.rawValue]
    }
  }
}

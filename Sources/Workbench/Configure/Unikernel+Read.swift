// Reads what Unikernel+Write wrote. The writer is a learner's program: nothing in the text is believed.

import Arguments

extension Unikernel {
  /// Not the text that `text` makes.
  public struct Garbled: Error, Equatable, Sendable {
    /// The line that is not understood.
    public let line: String
  }

  /// Reads what `text` wrote. The parts fit each other; whether they make sense, `Fault` says.
  public init(text: String) throws(Garbled) {
    var reader = Reader()
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      guard let record = Record(line: line), let word = record.fields.first,
        reader.take(word, record.fields)
      else { throw Garbled(line: String(decoding: line, as: UTF8.self)) }
    }
    guard let unikernel = reader.unikernel else { throw Garbled(line: "") }
    self = unikernel
  }
}

/// Takes line after line. A line that cannot be taken ends the reading.
private struct Reader {
  var unikernel: Unikernel?

  mutating func take(_ word: String, _ all: [String]) -> Bool {
    let fields = Array(all.dropFirst())
    switch word {
    case "unikernel": return start(fields)
    case "argument": return argument(fields)
    case "device": return device(fields)
    case "call": return call(fields)
    case "input": return input(fields)
    case "hardware": return hardware(fields)
    case "byTarget": return form(.byTarget([]), fields.isEmpty)
    case "byArgument":
      guard fields.count == 1, let index = index(fields[0], { $0.arguments.count }) else {
        return false
      }
      return form(.byArgument(index, []), true)
    case "case": return addCase(fields)
    case "inspector": return inspector(fields)
    case "heapReport": return heapReport(fields)
    case "library": return library(fields)
    case "job": return job(fields)
    case "parameter": return parameter(fields)
    default: return false
    }
  }

  private mutating func start(_ fields: [String]) -> Bool {
    guard unikernel == nil, fields.count >= 2, let line = Int(fields[1]),
      let targets = Reader.targets(fields.dropFirst(2))
    else { return false }
    unikernel = Unikernel(name: fields[0], line: line)
    unikernel?.targets = targets
    return true
  }

  private mutating func argument(_ fields: [String]) -> Bool {
    guard unikernel != nil, fields.count >= 8, let group = UInt8(fields[3]),
      let group = ArgumentGroup(rawValue: group), let line = Int(fields[7]),
      let kind = ArgumentKind(word: fields[2], choices: Array(fields.dropFirst(8))),
      let presence = ArgumentPresence(word: fields[4], value: fields[5])
    else { return false }
    let definition = ArgumentDefinition(fields[0], kind, group, presence, help: fields[6])
    unikernel?.arguments.append(
      ArgumentDeclaration(definition: definition, type: fields[1], line: line))
    return true
  }

  private mutating func device(_ fields: [String]) -> Bool {
    guard unikernel != nil, fields.count >= 3, let line = Int(fields[2]),
      let targets = Reader.targets(fields.dropFirst(3))
    else { return false }
    unikernel?.devices.append(
      DeviceDeclaration(
        name: fields[0], type: fields[1], targets: targets, form: .byTarget([]), line: line))
    return true
  }

  /// Changes the newest device.
  private mutating func form(_ form: DeviceDeclaration.Form, _ isFine: Bool = true) -> Bool {
    guard isFine, let count = unikernel?.devices.count, count > 0 else { return false }
    unikernel?.devices[count - 1].form = form
    return true
  }

  private mutating func call(_ fields: [String]) -> Bool {
    guard fields.count == 3, fields[1] == "async" || fields[1] == "sync" else { return false }
    let effect = Effect(isAsync: fields[1] == "async", error: fields[2])
    return form(.call(DeviceDeclaration.Call(function: fields[0], effect: effect)))
  }

  private mutating func input(_ fields: [String]) -> Bool {
    guard fields.count == 3, case .call(var call) = unikernel?.devices.last?.form,
      let source = inputSource(fields[1], fields[2])
    else { return false }
    call.inputs.append(DeviceDeclaration.Input(label: fields[0], source: source))
    return form(.call(call))
  }

  private func inputSource(
    _ word: String, _ value: String
  ) -> DeviceDeclaration.Input.Source? {
    switch word {
    case "device": earlierDevice(value).map { .device($0) }
    case "argument": index(value, { $0.arguments.count }).map { .argument($0) }
    case "expression": .expression(value)
    case "folder": .folder(value)
    default: nil
    }
  }

  private mutating func hardware(_ fields: [String]) -> Bool {
    guard fields.count == 2, let kind = Hardware.Kind(rawValue: fields[0]),
      case .call(var call) = unikernel?.devices.last?.form
    else { return false }
    call.hardware.append(Hardware(kind, fields[1]))
    return form(.call(call))
  }

  private mutating func addCase(_ fields: [String]) -> Bool {
    guard fields.count == 2, let device = earlierDevice(fields[1]) else { return false }
    switch unikernel?.devices.last?.form {
    case .byTarget(let cases):
      guard let target = Target(rawValue: fields[0]) else { return false }
      return form(.byTarget(cases + [(target, device)]))
    case .byArgument(let argument, let cases):
      return form(.byArgument(argument, cases + [(fields[0], device)]))
    case .call, nil: return false
    }
  }

  private mutating func inspector(_ fields: [String]) -> Bool {
    guard fields.count == 1, unikernel?.inspector == nil,
      let index = index(fields[0], { $0.devices.count })
    else { return false }
    unikernel?.inspector = index
    return true
  }

  /// Its argument is a flag with a default, as `addHeapReport` makes it.
  private mutating func heapReport(_ fields: [String]) -> Bool {
    guard fields.count == 1, unikernel?.heapReport == nil,
      let index = index(fields[0], { $0.arguments.count }),
      unikernel?.arguments[index].definition.kind == .flag
    else { return false }
    unikernel?.heapReport = index
    return true
  }

  private mutating func library(_ fields: [String]) -> Bool {
    guard unikernel != nil, fields.count == 5, let line = Int(fields[4]) else { return false }
    switch fields[1] {
    case "local":
      unikernel?.libraries.append(.local(fields[0], path: fields[2], line: line))
    case "package":
      unikernel?.libraries.append(
        .package(fields[0], url: fields[2], exact: fields[3], line: line))
    default: return false
    }
    return true
  }

  private mutating func job(_ fields: [String]) -> Bool {
    guard unikernel != nil, fields.count == 2, let line = Int(fields[1]) else { return false }
    unikernel?.jobs.append(JobDeclaration(start: fields[0], line: line))
    return true
  }

  private mutating func parameter(_ fields: [String]) -> Bool {
    guard let count = unikernel?.jobs.count, count > 0, fields.count == 5,
      let line = Int(fields[4]), let source = parameterSource(fields[2], fields[3])
    else { return false }
    unikernel?.jobs[count - 1].parameters.append(
      JobDeclaration.Parameter(label: fields[0], type: fields[1], source: source, line: line))
    return true
  }

  private func parameterSource(
    _ word: String, _ value: String
  ) -> JobDeclaration.Parameter.Source? {
    switch word {
    case "device": index(value, { $0.devices.count }).map { .device($0) }
    case "argument": index(value, { $0.arguments.count }).map { .argument($0) }
    case "fact": Fact(rawValue: value).map { .fact($0) }
    default: nil
    }
  }

  /// An index into a table of the unikernel.
  private func index(_ text: String, _ count: (Unikernel) -> Int) -> Int? {
    guard let unikernel, let index = Int(text), (0..<count(unikernel)).contains(index) else {
      return nil
    }
    return index
  }

  /// The index of a device before the newest: so that no device is a part of itself.
  private func earlierDevice(_ text: String) -> Int? {
    index(text) { $0.devices.count - 1 }
  }

  private static func targets(_ words: ArraySlice<String>) -> [Target]? {
    var targets: [Target] = []
    for word in words {
      guard let target = Target(rawValue: word) else { return nil }
      targets.append(target)
    }
    return targets
  }
}

extension ArgumentKind {
  fileprivate init?(word: String, choices: [String]) {
    switch word {
    case "text": self = .text
    case "integer": self = .integer
    case "flag": self = .flag
    case "duration": self = .duration
    case "choice": self = .choice(choices)
    case "texts": self = .texts
    case "logLevels": self = .logLevels
    default: return nil
    }
  }
}

extension ArgumentPresence {
  fileprivate init?(word: String, value: String) {
    switch word {
    case "required": self = .required
    case "optional": self = .optional
    case "default": self = .byDefault(value)
    case "fixed": self = .fixed(value)
    default: return nil
    }
  }
}

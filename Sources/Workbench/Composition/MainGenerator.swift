// Writes the main of a unikernel: it reads the boot arguments, connects the devices that config.swift names,
// parts first, and runs the jobs. It is written to be read: every part says which line of config.swift it
// comes from, and `place(of:)` finds that line again when the compiler complains about a part.

import Arguments
import Configure

/// Generated mains.
public enum MainGenerator {
  /// The type that holds the main.
  public static let typeName = "GeneratedMain"

  /// The main of a composition. The same parts give the same text, whatever the target.
  public static func main(of composition: Composition) -> String {
    var text = Text(composition: composition)
    text.header()
    text.assets()
    text.line("@main")
    text.block("enum \(typeName) {") { text in
      text.block("static func main() async {") { text in
        text.system()
        for part in composition.devices { text.connect(part) }
        text.inspector()
        text.heapReport()
        text.jobs()
        text.line("System.exit(status: 0)")
      }
      text.runners()
    }
    return text.lines.joined(separator: "\n") + "\n"
  }

  /// The line of config.swift that a line of a generated main comes from; nil when none does.
  public static func configLine(of line: Int, in main: String) -> Int? {
    let lines = main.split(separator: "\n", omittingEmptySubsequences: false)
    guard (1...lines.count).contains(line) else { return nil }
    for candidate in lines[..<line].reversed() {
      guard let mark = candidate.range(of: placeMark) else { continue }
      return Int(candidate[mark.upperBound...].prefix { $0.isNumber })
    }
    return nil
  }

  fileprivate static let placeMark = "// config.swift:"
}

/// The main as it grows.
private struct Text {
  let composition: Composition
  var lines: [String] = []
  private var indentation = ""

  init(composition: Composition) { self.composition = composition }

  mutating func line(_ text: String = "") {
    lines.append(text.isEmpty ? "" : indentation + text)
  }

  mutating func block(_ opening: String, _ closing: String = "}", _ body: (inout Text) -> Void) {
    line(opening)
    indentation += "  "
    body(&self)
    indentation.removeLast(2)
    line(closing)
  }

  /// The comment that says where the next lines come from.
  mutating func place(_ number: Int, _ what: String = "") {
    // A device that config.swift only names comes from the unikernel's declaration.
    let number = number == 0 ? composition.line : number
    line(MainGenerator.placeMark + "\(number)" + (what.isEmpty ? "" : "  " + what))
  }

  mutating func header() {
    line("// Made by mirador from config.swift; changed there, not here.")
    line("//")
    line("//   unikernel  \(composition.name)")
    for job in composition.jobs { line("//   start      \(job.startReference)") }
    line()
    line("import Kernel")
    line()
  }

  mutating func assets() {
    for (index, folder) in composition.folders.enumerated() {
      line("// The files of \(folder), packed.")
      for end in ["start", "end"] {
        line("@_extern(c, \"mirador_asset_\(index)_\(end)\")")
        line("private func asset\(index)\(end.capitalizedFirst)() -> UnsafeRawPointer")
      }
      line()
    }
  }

  mutating func system() {
    let words = "takesWords: \(composition.takesWords)"
    let name = "name: \(literal(composition.name))"
    if composition.arguments.isEmpty {
      line("let system = System(\(name), \(words))")
    } else {
      block("let system = System(\(name), \(words), arguments: [", "])") { text in
        for argument in text.composition.arguments {
          text.place(argument.line)
          text.line(text.definition(argument.definition) + ",")
        }
      }
    }
    mark("arguments")
    if let flag = composition.heapReport {
      // First of all hooks, so that it is the last that runs.
      line("let heapReport = ExitHeapReport(isWanted: system.values.flag(\(flag)))")
    }
    line("await system.delay()")
    mark("delay")
    line()
  }

  /// Tells the inspector that a step of the boot is over.
  private mutating func mark(_ phase: String) {
    guard composition.inspector != nil else { return }
    line("BootTimeline.mark(\(literal(phase)))")
  }

  /// The look from outside begins before the jobs do.
  mutating func inspector() {
    guard let port = composition.inspector else { return }
    place(composition.line, "inspector")
    let variable = composition.devices[port].variable
    block("Inspector.start(system, port: \(variable), devices: [", "])") { text in
      for part in text.composition.devices {
        let words = [
          text.literal(part.variable), "type: " + text.literal(part.type),
          "maker: " + text.literal(part.call.function), "line: \(part.line)",
        ]
        text.line("InspectedDevice(\(words.joined(separator: ", "))),")
      }
    }
    mark("inspector")
    line()
  }

  /// What is allocated from here on is the application's.
  mutating func heapReport() {
    guard composition.heapReport != nil else { return }
    place(composition.line, "heapReport")
    line("heapReport.watch()")
    line()
  }

  mutating func connect(_ part: Composition.Part) {
    place(part.line, part.type)
    let inputs = part.call.inputs.map { label($0.label) + expression($0.source) }
    let call = "\(part.call.function)(\(inputs.joined(separator: ", ")))"
    let effect = part.call.effect
    if effect.error.isEmpty {
      line("let \(part.variable) = \(effect.isAsync ? "await " : "")\(call)")
    } else {
      // A failure names the device and stops the boot.
      let name = literal(part.variable)
      let number = part.line == 0 ? composition.line : part.line
      line("let \(part.variable) = await System.connect(\(name), line: \(number)) {")
      line("  () async throws(\(effect.error)) in")
      line("  try \(effect.isAsync ? "await " : "")\(call)")
      line("}")
    }
    mark(part.variable)
    line()
  }

  mutating func jobs() {
    if composition.jobs.count == 1 {
      run(0, "await")
      return
    }
    // All run at once; each is waited for.
    for index in composition.jobs.indices { run(index, "async let job\(index): Void =") }
    let all = composition.jobs.indices.map { "job\($0)" }.joined(separator: ", ")
    line("_ = await (\(all))")
  }

  private mutating func run(_ index: Int, _ head: String) {
    let job = composition.jobs[index]
    place(job.line, "start")
    let values = job.parameters.map { expression($0.source) }
    let list = ([job.startReference] + values).joined(separator: ", ")
    line("\(head) run\(index)(\(list))")
  }

  /// A function for each job that tells its error. Twice, since an error that describes itself is
  /// printed with its description, and an image has no run-time types to find that out with.
  mutating func runners() {
    for (index, job) in composition.jobs.enumerated() {
      for failure in ["Error", "Error & CustomStringConvertible"] {
        line()
        runner(index, job, failure)
      }
    }
  }

  private mutating func runner(_ index: Int, _ job: JobDeclaration, _ failure: String) {
    let types = job.parameters.map(\.type)
    let list = types.enumerated().map { ", _ value\($0): \($1)" }.joined()
    let values = types.indices.map { "value\($0)" }.joined(separator: ", ")
    line("private static func run\(index)<Failure: \(failure)>(")
    line("  _ start: (\(types.joined(separator: ", "))) async throws(Failure) -> Void\(list)")
    block(") async {") { text in
      text.line("do throws(Failure) { try await start(\(values)) } catch { System.fail(error) }")
    }
  }

  private func label(_ label: String) -> String { label.isEmpty ? "" : label + ": " }
}

// MARK: - Expressions

extension Text {
  private func expression(_ source: DeviceDeclaration.Input.Source) -> String {
    switch source {
    case .device(let index): composition.devices[index].variable
    case .argument(let index): value(index)
    case .expression(let text): text
    case .folder(let path): asset(path)
    }
  }

  private func expression(_ source: JobDeclaration.Parameter.Source) -> String {
    switch source {
    case .device(let index): composition.devices[index].variable
    case .argument(let index): value(index)
    case .fact(.name): "system.name"
    case .fact(.arguments): "system.arguments"
    case .fact(.libraries): "system.libraries"
    }
  }

  private func asset(_ path: String) -> String {
    let index = composition.folders.firstIndex(of: path) ?? 0
    return "(asset\(index)Start(), asset\(index)End())"
  }

  private func value(_ index: Int) -> String {
    let definition = composition.arguments[index].definition
    let isOptional = definition.presence == .optional
    let reader =
      switch definition.kind {
      case .text, .choice, .logLevels: isOptional ? "optionalText" : "text"
      case .integer: isOptional ? "optionalInteger" : "integer"
      case .duration: isOptional ? "optionalDuration" : "duration"
      case .flag: "flag"
      case .texts: "texts"
      }
    return "system.values.\(reader)(\(index))"
  }

  private func definition(_ definition: ArgumentDefinition) -> String {
    let kind =
      switch definition.kind {
      case .choice(let choices): ".choice([\(choices.map(literal).joined(separator: ", "))])"
      case let kind: "." + kind.words.word
      }
    let presence =
      switch definition.presence {
      case .required: ".required"
      case .optional: ".optional"
      case .byDefault(let value): ".byDefault(\(literal(value)))"
      case .fixed(let value): ".fixed(\(literal(value)))"
      }
    let head = "ArgumentDefinition(\(literal(definition.name)), \(kind), .\(definition.group)"
    return "\(head), \(presence), help: \(literal(definition.help)))"
  }

  /// A Swift string literal of one line.
  private func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\\(scalar)"
      case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value):
        literal += "\\u{\(String(scalar.value, radix: 16))}"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

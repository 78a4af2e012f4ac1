// From typed devices to tables. Devices that are made alike of the same parts become one.

import Arguments

extension Unikernel {
  mutating func add(_ job: Job) {
    var declaration = JobDeclaration(start: job.start, line: job.line)
    for need in job.needs {
      declaration.parameters.append(
        JobDeclaration.Parameter(
          label: need.label, type: need.type, source: add(need.source), line: need.line))
    }
    jobs.append(declaration)
  }

  /// The name of the inspector's port, which the host knows as well.
  public static let inspectorPort = "mirador.inspector"

  mutating func addInspector() {
    inspector = add(Device<BytePort>.port(Unikernel.inspectorPort, line: line).node)
  }

  /// The argument that asks for the heap's report.
  static let heapReportName = "heap-report"

  mutating func addHeapReport() {
    let flag = Argument(
      Unikernel.heapReportName, default: false,
      help: "Say before the end what is allocated and was not freed.", line: line)
    heapReport = add(flag.node)
  }

  private mutating func add(_ source: Need.Source) -> JobDeclaration.Parameter.Source {
    switch source {
    case .device(let node): .device(add(node))
    case .argument(let node): .argument(add(node))
    case .fact(let fact): .fact(fact)
    }
  }

  /// - Returns: the device's index.
  private mutating func add(_ node: DeviceNode) -> Int {
    let declaration = DeviceDeclaration(
      name: node.name, type: node.type, targets: node.targets, form: add(node.form),
      line: node.line)
    for (index, device) in devices.enumerated() where device.isSame(as: declaration) {
      return index
    }
    devices.append(declaration)
    return devices.count - 1
  }

  private mutating func add(_ form: DeviceNode.Form) -> DeviceDeclaration.Form {
    switch form {
    case .call(let function, let inputs, let effect, let hardware):
      var call = DeviceDeclaration.Call(function: function, effect: effect, hardware: hardware)
      for input in inputs {
        call.inputs.append(DeviceDeclaration.Input(label: input.label, source: add(input.value)))
      }
      return .call(call)
    case .byTarget(let nodes):
      var cases: [(Target, Int)] = []
      for (target, node) in nodes { cases.append((target, add(node))) }
      // The same device everywhere is no choice, but what it is made of keeps its own name.
      return .byTarget(cases)
    case .byArgument(let argument, let nodes):
      let index = add(argument, of: .devices)
      var cases: [(String, Int)] = []
      for (value, node) in nodes { cases.append((value, add(node))) }
      return .byArgument(index, cases)
    }
  }

  private mutating func add(_ value: Input.Value) -> DeviceDeclaration.Input.Source {
    switch value {
    case .device(let node): .device(add(node))
    case .argument(let node): .argument(add(node, of: .devices))
    case .expression(let text): .expression(text)
    case .folder(let path): .folder(path)
    }
  }

  /// - Parameter group: `.devices` when a device refers to it: then `--help` shows it there.
  /// - Returns: the argument's index. One that is declared twice, alike, is one argument; another of
  ///   the same name is kept, for the tool to refuse.
  private mutating func add(_ node: ArgumentNode, of group: ArgumentGroup = .application) -> Int {
    var found: Int?
    for (index, argument) in arguments.enumerated() {
      var definition = node.definition
      definition.group = argument.definition.group
      if definition == argument.definition { found = index }
    }
    let index = found ?? arguments.count
    if found == nil {
      arguments.append(
        ArgumentDeclaration(definition: node.definition, type: node.type, line: node.line))
    }
    if group == .devices { arguments[index].definition.group = group }
    return index
  }
}

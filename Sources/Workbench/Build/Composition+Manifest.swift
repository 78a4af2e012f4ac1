// A composition in the terms of the manifest.

import Arguments
import Composition
import Configure
import Manifest

extension Composition {
  /// The devices, in the order in which they are connected.
  public var manifestDevices: [Manifest.Device] {
    devices.map { part in
      let uses = part.call.inputs.compactMap { input -> String? in
        guard case .device(let index) = input.source else { return nil }
        return devices[index].variable
      }
      return Manifest.Device(
        name: part.variable, type: part.type, implementation: part.call.function, uses: uses,
        hardware: part.call.hardware.compactMap(Manifest.Hardware.init), line: part.line)
    }
  }

  /// The arguments, the runtime's own last.
  public var manifestArguments: [Manifest.Argument] {
    table.definitions.map(Manifest.Argument.init)
  }

  /// What reads this composition's boot arguments.
  public var table: ArgumentTable {
    ArgumentTable(
      unikernel: name, arguments.map(\.definition), takesWords: takesWords)
  }
}

extension Manifest.Hardware {
  fileprivate init?(_ hardware: Hardware) {
    guard let kind = Kind(rawValue: hardware.kind.rawValue) else { return nil }
    self.init(kind: kind, name: hardware.name)
  }
}

extension Manifest.Argument {
  fileprivate init(_ definition: ArgumentDefinition) {
    var value: String?
    var isRequired = false
    var isFixed = false
    switch definition.presence {
    case .byDefault(let text): value = text
    case .fixed(let text): (value, isFixed) = (text, true)
    case .required: isRequired = true
    case .optional: break
    }
    self.init(
      name: definition.name, kind: definition.kind.words.word, group: "\(definition.group)",
      value: value, isRequired: isRequired, isFixed: isFixed, help: definition.help)
  }
}

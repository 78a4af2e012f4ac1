import Arguments

/// Something that `start` receives: a device, an argument's value or a fact about this boot.
public struct Need: Sendable {
  let label: String
  let type: String
  let source: Source
  /// 0: the line is not known.
  let line: Int

  enum Source: Sendable {
    case device(DeviceNode)
    case argument(ArgumentNode)
    case fact(Fact)
  }

  /// A device, under the label of its role or another.
  public static func device<R>(
    _ device: Device<R>, as label: String = R.label, line: Int = #line
  ) -> Need {
    Need(label: label, type: R.type, source: .device(device.node), line: line)
  }

  /// The value of an argument, under its own name or another; `max-size` becomes `maxSize`.
  public static func argument<Value>(
    _ argument: Argument<Value>, as label: String = "", line: Int = #line
  ) -> Need {
    Need(
      label: label.utf8.isEmpty ? camelCase(argument.node.definition.name) : label,
      type: Value.type, source: .argument(argument.node), line: line)
  }

  /// `name: String`, the value of the boot argument `--name`, else the unikernel's name.
  public static var name: Need { fact(.name) }

  /// `arguments: [String]`, the words among the boot arguments that are no option. A unikernel without
  /// this need refuses them.
  public static var arguments: Need { fact(.arguments) }

  /// `libraries: [Library]`, what the image is linked of, with versions.
  public static var libraries: Need { fact(.libraries) }

  private static func fact(_ fact: Fact) -> Need {
    Need(label: fact.rawValue, type: fact.type, source: .fact(fact), line: 0)
  }

  private static func camelCase(_ name: String) -> String {
    var text: [UInt8] = []
    var isStart = false
    for byte in name.utf8 {
      if byte == UInt8(ascii: "-") {
        isStart = true
      } else {
        let isLower = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        text.append(isStart && isLower ? byte - 0x20 : byte)
        isStart = false
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// Something about this boot or this image that is no device.
public enum Fact: String, CaseIterable, Equatable, Sendable {
  case name, arguments, libraries

  /// The type of its parameter.
  public var type: String {
    switch self {
    case .name: "String"
    case .arguments: "[String]"
    case .libraries: "[Library]"
    }
  }
}

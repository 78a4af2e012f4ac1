// A device as config.swift composes it. A device that is made of others takes them as typed parameters:
//
//     func stack(on interface: Device<NetworkInterface>) -> Device<IPStack>
//
// Two devices made in the same way of the same parts are one device: it is connected once and shared.

/// A device that plays the role `R`.
public struct Device<R: Role>: Sendable {
  let node: DeviceNode

  init(node: DeviceNode) { self.node = node }

  /// A device that a call makes.
  ///
  /// - Parameters:
  ///   - name: what the device is called in the generated main, in graphs and in messages: a Swift
  ///     identifier.
  ///   - call: the Swift function or initializer that makes it, such as `PlatformConsole`.
  ///   - inputs: what it is called with, in order.
  ///   - effect: whether the call may suspend, and what it may throw. A failure stops the boot with a
  ///     message that names the device.
  ///   - hardware: what the machine must have for it.
  ///   - targets: where there is such a device; on others the unikernel cannot be configured with it.
  public init(
    _ name: String, call: String, _ inputs: [Input] = [], effect: Effect = .none,
    hardware: [Hardware] = [], targets: [Target] = Target.allCases, line: Int = #line
  ) {
    node = DeviceNode(
      name: name, type: R.type, targets: targets, line: line,
      form: .call(function: call, inputs: inputs, effect: effect, hardware: hardware))
  }
}

/// What making a device may do beside returning it.
public struct Effect: Equatable, Sendable {
  /// The call is marked `await`.
  public let isAsync: Bool
  /// The type of the error that the call throws; empty when it throws none.
  public let error: String

  public static var none: Effect { Effect(isAsync: false, error: "") }
  /// It suspends.
  public static var async: Effect { Effect(isAsync: true, error: "") }
  /// It throws an error of this type. Make that CustomStringConvertible: the user reads it.
  public static func `throws`(_ error: String) -> Effect { Effect(isAsync: false, error: error) }
  /// It suspends and may throw an error of this type.
  public static func asyncThrows(_ error: String) -> Effect { Effect(isAsync: true, error: error) }
}

/// Something a machine provides for a device.
public struct Hardware: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    /// A network interface.
    case network
    /// A disk of sectors.
    case block
    /// A stream of bytes.
    case port
    /// A source of randomness.
    case entropy
  }
  public let kind: Kind
  /// Which of its kind: the name under which the host is told about it.
  public let name: String

  public init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }
}

/// Something that a device is called with.
public struct Input: Sendable {
  let label: String
  let value: Value

  enum Value: Sendable {
    case device(DeviceNode)
    case argument(ArgumentNode)
    case expression(String)
    case folder(String)
  }

  /// Another device. An empty label is none.
  public static func device<R>(_ label: String, _ device: Device<R>) -> Input {
    Input(label: label, value: .device(device.node))
  }

  /// The value of an argument, which `--help` then lists under Devices.
  public static func argument<Value>(_ label: String, _ argument: Argument<Value>) -> Input {
    Input(label: label, value: .argument(argument.node))
  }

  /// A Swift expression, copied as it is.
  public static func expression(_ label: String, _ text: String) -> Input {
    Input(label: label, value: .expression(text))
  }

  /// A folder beside config.swift, whose files become part of the image.
  public static func folder(_ label: String, _ path: String) -> Input {
    Input(label: label, value: .folder(path))
  }
}

/// What is behind a `Device`, whatever its role.
final class DeviceNode: Sendable {
  let name: String
  let type: String
  let targets: [Target]
  let line: Int
  let form: Form

  enum Form: Sendable {
    case call(function: String, inputs: [Input], effect: Effect, hardware: [Hardware])
    /// One for each target.
    case byTarget([(Target, DeviceNode)])
    /// One for each value that the argument may have when the unikernel is configured.
    case byArgument(ArgumentNode, [(String, DeviceNode)])
  }

  init(name: String, type: String, targets: [Target], line: Int, form: Form) {
    self.name = name
    self.type = type
    self.targets = targets
    self.line = line
    self.form = form
  }
}

// Devices that depend on the target, or on an argument that is decided when the unikernel is configured.
// Only the chosen one is linked.

extension Device {
  /// A device for each target: `choose` calls `device` for all of them.
  ///
  ///     let store = Device.choose { target in
  ///       switch target {
  ///       case .unix: directory("htdocs")
  ///       case .virtio: archive(on: disk)
  ///       }
  ///     }
  public static func choose(line: Int = #line, _ device: (Target) -> Device<R>) -> Device<R> {
    var all: [(Target, DeviceNode)] = []
    for target in Target.allCases { all.append((target, device(target).node)) }
    return Device(node: DeviceNode(line: line, type: R.type, label: R.label, .byTarget(all)))
  }

  /// `device` on `target`, `other` elsewhere.
  public static func when(
    _ target: Target, _ device: Device<R>, otherwise other: Device<R>, line: Int = #line
  ) -> Device<R> {
    choose(line: line) { $0 == target ? device : other }
  }

  /// `device` if the flag is given to `mirador configure`, else `other`.
  ///
  /// The image differs by it, so a boot cannot change it.
  public static func when(
    _ flag: Argument<Bool>, _ device: Device<R>, otherwise other: Device<R>, line: Int = #line
  ) -> Device<R> {
    choose(by: flag.node, [("true", device), ("false", other)], line)
  }

  /// The device that stands beside the value of `argument`, which must be declared with these choices.
  ///
  /// The image differs by it, so a boot cannot change it.
  public static func choose(
    _ argument: Argument<String>, _ devices: [(String, Device<R>)], line: Int = #line
  ) -> Device<R> {
    choose(by: argument.node, devices, line)
  }

  private static func choose(
    by argument: ArgumentNode, _ devices: [(String, Device<R>)], _ line: Int
  ) -> Device<R> {
    var all: [(String, DeviceNode)] = []
    for (value, device) in devices { all.append((value, device.node)) }
    return Device(
      node: DeviceNode(line: line, type: R.type, label: R.label, .byArgument(argument, all)))
  }
}

extension DeviceNode {
  fileprivate convenience init(line: Int, type: String, label: String, _ form: Form) {
    self.init(name: label, type: type, targets: Target.allCases, line: line, form: form)
  }
}

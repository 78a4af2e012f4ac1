// What a config.swift declares: one unikernel, what its start function needs, where it runs.
//
//     import Configure
//
//     let unikernel = Unikernel(
//       "hello", start: "Hello", needs: [.console, .clock, .name], targets: [.unix, .virtio])
//
// This module is compiled into the workbench and, a second time, together with a learner's
// config.swift. It uses the standard library only.

/// A unikernel as its config.swift declares it.
public struct Unikernel: Sendable, Equatable {
  /// The name of the image; letters, digits and dashes.
  public let name: String
  /// The type in unikernel.swift whose `static func start(…) async` is the application.
  public let start: String
  /// What is passed to `start`, in this order, each under its own label.
  public let needs: [Need]
  /// The targets that the unikernel is meant for.
  public let targets: [Target]

  public init(_ name: String, start: String, needs: [Need] = [], targets: [Target]) {
    self.name = name
    self.start = start
    self.needs = needs
    self.targets = targets
  }
}

/// Something `start` receives: a device or a fact about this boot.
public enum Need: String, CaseIterable, Sendable {
  /// `console: any Console`, which lines are written to.
  case console
  /// `clock: any MonotonicClock`, which tells the time since boot and sleeps.
  case clock
  /// `name: String`, the value of the boot argument `--name`, else the unikernel's name.
  case name
  /// `arguments: [String]`, the boot arguments that the runtime did not consume.
  case arguments
}

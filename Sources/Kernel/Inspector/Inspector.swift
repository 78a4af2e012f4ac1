// What the generated main and modules call: the registry, and the start.

internal import InspectionProtocol

/// The look into a running unikernel. The console's side is `mirador console`.
public enum Inspector {
  /// One thread and no preemption in an image; on the host the tests that register do it one by one.
  private nonisolated(unsafe) static var registered: [InspectionCommand] = []

  /// Adds a command to those that a console is told of when it connects. One of a name that exists
  /// replaces that. In an image without an inspector it is never called.
  @export(interface)
  public static func register(_ command: InspectionCommand) {
    let name = command.declaration.name
    registered.removeAll { $0.declaration.name.isBytewise(name) }
    registered.append(command)
  }

  /// What was registered.
  public static var all: [InspectionCommand] { registered }

  /// The commands that need nothing but the runtime.
  @export(interface)
  public static func registerRuntime() {
    for command in [
      InspectionCommand.boot, .clock, .level, .levels, .logs, .metrics,
    ] { register(command) }
  }
}

// An argument of a unikernel, as config.swift declares it. The same value serves the tool (`mirador
// configure --hello=Hi`, `--help`) and the image (`--hello=Yo`, `--help`): there is one kind of argument.

/// An argument: what it is called, what it takes, what it is for.
public struct ArgumentDefinition: Equatable, Sendable {
  /// The name without its dashes: letters, digits and single dashes between them, a letter first.
  public var name: String
  public var kind: ArgumentKind
  public var group: ArgumentGroup
  /// What holds when it is not given.
  public var presence: ArgumentPresence
  /// What it is for: one or more sentences for the user, in one line.
  public var help: String

  public init(
    _ name: String, _ kind: ArgumentKind, _ group: ArgumentGroup, _ presence: ArgumentPresence,
    help: String
  ) {
    self.name = name
    self.kind = kind
    self.group = group
    self.presence = presence
    self.help = help
  }
}

/// The heading under which `--help` shows an argument.
public enum ArgumentGroup: UInt8, CaseIterable, Equatable, Sendable {
  /// It configures a device: an address, a port.
  case devices
  /// The application's own.
  case application
  /// Every unikernel has it: `--name`, `--logs`, `--delay`, `--help`.
  case runtime
}

/// What holds when an argument is not given at boot.
public enum ArgumentPresence: Equatable, Sendable {
  /// The unikernel refuses to start: status 64.
  case required
  /// There is no value.
  case optional
  /// This value, written as it would be at boot, or for texts one on each line; it was checked when the
  /// unikernel was configured.
  case byDefault(String)
  /// It was decided when the unikernel was configured, since the image differs by it; a boot may repeat
  /// this value and give no other.
  case fixed(String)
}

// What an image is made of and what it wants: a bill of materials. The builder writes it; it is carried
// in the image as an ELF note, so that an image found anywhere can say what it is.

/// The facts about one image. Encoded as JSON with sorted keys, the same facts give the same bytes.
public struct Manifest: Codable, Equatable, Sendable {
  /// The version of this schema.
  public var format = 1
  /// The unikernel's name.
  public var name: String
  /// `unix` or `virtio`.
  public var target: String
  /// The version of Mirador that built it.
  public var tool: String
  /// The compiler, such as `Swift 6.3.1`.
  public var toolchain: String
  /// Digest of the application's own sources, config.swift among them: SHA-256, hexadecimal.
  public var sources: String
  /// Connected in this order.
  public var devices: [Device]
  public var arguments: [Argument]
  /// Everything that was linked, the application first, then by name.
  public var libraries: [Library]

  public init(
    name: String, target: String, tool: String, toolchain: String, sources: String,
    devices: [Device] = [], arguments: [Argument] = [], libraries: [Library] = []
  ) {
    self.name = name
    self.target = target
    self.tool = tool
    self.toolchain = toolchain
    self.sources = sources
    self.devices = devices
    self.arguments = arguments
    self.libraries = libraries
  }

  /// A device of the unikernel.
  public struct Device: Codable, Equatable, Sendable {
    /// The variable that holds it in the generated main, such as `console`; unique.
    public var name: String
    /// The role, as a Swift type: `any Console`.
    public var type: String
    /// What plays the role on this target, such as `PlatformConsole`.
    public var implementation: String
    /// Names of the devices it is made of.
    public var uses: [String]
    /// What the machine must have for it, such as `network service`; empty for most.
    public var hardware: [Hardware]
    /// The line of config.swift it comes from; 0 when none says it.
    public var line: Int

    public init(
      name: String, type: String, implementation: String, uses: [String] = [],
      hardware: [Hardware] = [], line: Int = 0
    ) {
      self.name = name
      self.type = type
      self.implementation = implementation
      self.uses = uses
      self.hardware = hardware
      self.line = line
    }
  }

  /// Something the machine must provide.
  public struct Hardware: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, Sendable { case network, block, port, entropy }
    public var kind: Kind
    /// Which of its kind, such as `service`.
    public var name: String

    public init(kind: Kind, name: String) {
      self.kind = kind
      self.name = name
    }
  }

  /// A boot argument.
  public struct Argument: Codable, Equatable, Sendable {
    public var name: String
    /// What it takes: `text`, `integer`, `flag`, `duration`, `choice`, `texts`, `logLevels`.
    public var kind: String
    /// `devices`, `application` or `runtime`.
    public var group: String
    /// What holds when it is not given, nil when nothing does.
    public var value: String?
    public var isRequired: Bool
    /// True when a boot cannot change it.
    public var isFixed: Bool
    public var help: String

    public init(
      name: String, kind: String, group: String, value: String? = nil, isRequired: Bool = false,
      isFixed: Bool = false, help: String
    ) {
      self.name = name
      self.kind = kind
      self.group = group
      self.value = value
      self.isRequired = isRequired
      self.isFixed = isFixed
      self.help = help
    }
  }

  /// Whether a device wants this of the machine.
  /// - Parameter name: which of its kind; nil: any.
  public func wants(_ kind: Hardware.Kind, named name: String? = nil) -> Bool {
    devices.flatMap(\.hardware).contains { $0.kind == kind && (name ?? $0.name) == $0.name }
  }

  /// A part of the image with an origin of its own.
  public struct Library: Codable, Equatable, Sendable {
    public enum Origin: String, Codable, Sendable {
      /// The unikernel's own sources.
      case application
      /// A folder beside them.
      case local
      /// A Swift package.
      case package
      /// Mirador's library OS.
      case mirador
      /// The Swift toolchain.
      case toolchain
    }
    /// Such as `Runtime`, `DequeModule`, `libswift_Concurrency`.
    public var name: String
    public var version: String
    public var origin: Origin
    /// SHA-256 of the sources (of the archive, for the toolchain's), hexadecimal.
    public var digest: String
    /// Where it comes from, a URL; nil when it has none.
    public var location: String?
    /// An SPDX licence expression; nil when unknown.
    public var license: String?

    public init(
      name: String, version: String, origin: Origin, digest: String, location: String? = nil,
      license: String? = nil
    ) {
      self.name = name
      self.version = version
      self.origin = origin
      self.digest = digest
      self.location = location
      self.license = license
    }
  }
}

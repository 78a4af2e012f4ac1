// What the hosts of this world need to run an image: files and commands, as text.
//
//     qemu             a shell script               virtio
//     libvirt          a domain in XML              virtio
//     firecracker      a configuration in JSON      virtio
//     cloudHypervisor  a shell script               virtio
//     systemd          a unit of type service       unix
//
// One file of this module each. Nothing here starts, installs or writes anything. docs/deploy.md says what of
// it was run and what only read about.

import Configure
import Machines
import Manifest

/// One image on one host, checked.
public struct Deployment: Sendable {
  /// How the image is to run.
  public struct Options: Sendable, Equatable {
    /// Mebibytes; nil: 32 for a virtual machine, what the image says for a process.
    public var memory: Int?
    /// Boot arguments.
    public var arguments: [String]
    /// For each network of the image, by its name in the manifest's hardware, the host's TAP interface.
    public var networks: [String: String]
    /// How QEMU and libvirt execute a virtual machine.
    public var accelerator: Accelerator

    public init(
      memory: Int? = nil, arguments: [String] = [], networks: [String: String] = [:],
      accelerator: Accelerator = .kvm
    ) {
      self.memory = memory
      self.arguments = arguments
      self.networks = networks
      self.accelerator = accelerator
    }
  }

  let manifest: Manifest
  /// The image's absolute path on its host.
  let image: String
  let options: Options
  /// TAP interfaces, in the order of the image's networks.
  let taps: [String]

  /// - Parameter image: the image's absolute path on the host that will run it.
  /// - Throws: what does not go together or cannot be said in any of the formats.
  public init(
    _ manifest: Manifest, image: String, options: Options = Options()
  ) throws(DeployFailure) {
    guard image.hasPrefix("/"), !image.hasSuffix("/") else { throw .path(image) }
    for text in [image, manifest.name] + options.arguments where text.utf8.contains(0) {
      throw .unspeakable(text, "any of these files")
    }
    if let memory = options.memory, !(1...65_536).contains(memory) { throw .memory(memory) }
    self.manifest = manifest
    self.image = image
    self.options = options
    taps = try Self.taps(manifest, options.networks)
  }

  /// An interface for each network that the image drives, and none for others.
  private static func taps(
    _ manifest: Manifest, _ given: [String: String]
  ) throws(DeployFailure) -> [String] {
    let hardware = manifest.devices.flatMap(\.hardware)
    if let block = hardware.first(where: { $0.kind == .block }) {
      throw .unsupported(block.name, by: "a deployment")
    }
    // A port that is not there is one that nobody has opened: images run without.
    let names = hardware.filter { $0.kind == .network }.map(\.name)
    for name in given.keys.sorted() where !names.contains(name) {
      throw .unknownNetwork(name, names)
    }
    var taps: [String] = []
    for name in names {
      guard let tap = given[name] else { throw .missingNetwork(name) }
      guard isInterface(tap) else { throw .interface(tap) }
      taps.append(tap)
    }
    return taps
  }

  /// Linux's rule (1 to 15 bytes, no slash or space), less what some format would need quoted.
  private static func isInterface(_ name: String) -> Bool {
    (1...15).contains(name.utf8.count) && name != "." && name != ".."
      && name.utf8.allSatisfy { isPlain($0) }
  }

  /// Letters, digits, dots, dashes, underscores: bytes that no format here has a use for.
  static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension Deployment {
  /// Mebibytes of a virtual machine.
  func machineMemory() throws(DeployFailure) -> Int {
    let memory = options.memory ?? QemuCommand.defaultMemory
    guard memory >= QemuCommand.leastMemory else { throw .memory(memory) }
    return memory
  }

  /// Throws when the image is not for `target`.
  func expect(_ target: Target, for what: String) throws(DeployFailure) {
    guard manifest.target == target.rawValue else {
      throw .target(what, needs: target.rawValue, is: manifest.target)
    }
  }

  /// The boot arguments as a virtual machine gets them.
  func commandLine() throws(DeployFailure) -> String {
    do { return try BootArguments.quote(options.arguments) } catch {
      throw .arguments(error.description)
    }
  }

  /// The unikernel's name for comments and descriptions: one line of text.
  var title: String {
    let scalars = manifest.name.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control ? "_" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

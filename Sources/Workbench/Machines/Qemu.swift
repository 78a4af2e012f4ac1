import Foundation
import Processes

/// The QEMU of this machine.
public struct Qemu: Sendable, Equatable {
  /// The program's path.
  public let path: String
  public let version: Version

  /// A QEMU version, as in `QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)`.
  public struct Version: Sendable, Comparable, CustomStringConvertible {
    public let major: Int
    public let minor: Int
    public let patch: Int

    public init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
      self.major = major
      self.minor = minor
      self.patch = patch
    }

    /// Reads the first line of `qemu-system-x86_64 --version`; nil when it is something else.
    public init?(parsing output: String) {
      let mark = "QEMU emulator version "
      guard let start = output.range(of: mark) else { return nil }
      let number = output[start.upperBound...].prefix { $0.isNumber || $0 == "." }
      let parts = number.split(separator: ".").map { Int($0) }
      guard parts.count >= 2, let major = parts[0], let minor = parts[1] else { return nil }
      self.init(major, minor, parts.count > 2 ? parts[2] ?? 0 : 0)
    }

    public var description: String { "\(major).\(minor).\(patch)" }

    public static func < (a: Version, b: Version) -> Bool {
      (a.major, a.minor, a.patch) < (b.major, b.minor, b.patch)
    }
  }

  /// The program that is looked for.
  public static let program = "qemu-system-x86_64"
  /// The oldest version that Mirador is tested with.
  public static let oldest = Version(7, 2)

  public init(path: String, version: Version) {
    self.path = path
    self.version = version
  }

  /// Finds QEMU and asks for its version.
  public static func find(in search: SearchPath) async throws(MachineFailure) -> Qemu {
    let path = try locate(in: search)
    let answer = try await Helper.run(path, ["--version"])
    guard let version = Version(parsing: answer.output) else {
      throw .environment(Messages.qemuUnusable(path, saying: answer.output + answer.errors))
    }
    return Qemu(path: path, version: version)
  }

  /// Only where it is.
  static func locate(in search: SearchPath) throws(MachineFailure) -> String {
    guard let path = search.find(program) else {
      throw .environment(Messages.qemuMissing)
    }
    return path
  }
}

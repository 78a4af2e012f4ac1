import Foundation

/// What the answer of a probe depends on; when any of it changes, the probe runs again.
struct HostIdentity: Sendable, Equatable, Codable {
  var machine: String
  var kernel: String
  var qemu: String
  var device: String
  var image: String
  var tool: String

  init(qemu: Qemu.Version, device: String, image: URL, toolVersion: String) {
    machine = Self.machineName()
    kernel = Self.kernelRelease()
    self.qemu = qemu.description
    self.device =
      switch KvmDevice.obstacle(at: device) {
      case nil: "open"
      case .absent: "absent"
      case .forbidden(let why), .unable(let why): why
      }
    self.image = Self.fingerprint(of: image)
    tool = toolVersion
  }

  private static func machineName() -> String {
    let id = try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8)
    let name = id?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    return name.isEmpty ? ProcessInfo.processInfo.hostName : name
  }

  private static func kernelRelease() -> String {
    let release = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
    return release?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"
  }

  /// FNV-1a over the file: it tells builds apart, it does not guard against anybody.
  static func fingerprint(of file: URL) -> String {
    guard let bytes = FileManager.default.contents(atPath: file.path) else { return "absent" }
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return "\(bytes.count)-" + String(hash, radix: 16)
  }
}

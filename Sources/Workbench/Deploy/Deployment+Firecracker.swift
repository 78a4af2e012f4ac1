// A Firecracker configuration: `firecracker --no-api --config-file FILE`. Firecracker starts an ELF file with a
// PVH note by the PVH protocol (its docs/pvh.md). Written from its documentation; docs/deploy.md.

import Configure
import Foundation

extension Deployment {
  /// JSON for `--config-file`.
  public var firecracker: String {
    get throws(DeployFailure) {
      try expect(.virtio, for: "Firecracker")
      let configuration = Firecracker(
        // Always there: without it Firecracker passes arguments that are Linux's.
        bootSource: .init(kernelImagePath: image, bootArguments: try commandLine()),
        drives: [],
        machine: .init(processors: 1, memory: try machineMemory()),
        networks: taps.enumerated().map { .init(identifier: "network\($0)", interface: $1) })
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      guard let data = try? encoder.encode(configuration) else {
        throw .unspeakable(manifest.name, "JSON")
      }
      return String(decoding: data, as: UTF8.self) + "\n"
    }
  }
}

/// Firecracker's own names; `drives` has no default there.
private struct Firecracker: Encodable {
  var bootSource: BootSource
  var drives: [String]
  var machine: Machine
  var networks: [Network]

  enum CodingKeys: String, CodingKey {
    case drives
    case bootSource = "boot-source"
    case machine = "machine-config"
    case networks = "network-interfaces"
  }

  struct BootSource: Encodable {
    var kernelImagePath: String
    var bootArguments: String

    enum CodingKeys: String, CodingKey {
      case kernelImagePath = "kernel_image_path"
      case bootArguments = "boot_args"
    }
  }

  struct Machine: Encodable {
    var processors: Int
    /// Mebibytes.
    var memory: Int

    enum CodingKeys: String, CodingKey {
      case processors = "vcpu_count"
      case memory = "mem_size_mib"
    }
  }

  struct Network: Encodable {
    var identifier: String
    var interface: String

    enum CodingKeys: String, CodingKey {
      case identifier = "iface_id"
      case interface = "host_dev_name"
    }
  }
}

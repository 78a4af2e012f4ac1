/// What a virtio device is (virtio 1.2, 5).
public enum VirtioKind: UInt32, Equatable, Sendable {
  case network = 1
  case block = 2
  case console = 3
  case entropy = 4

  /// For messages.
  var name: String {
    switch self {
    case .network: "virtio network interface"
    case .block: "virtio disk"
    case .console: "virtio console"
    case .entropy: "virtio entropy device"
    }
  }

  /// What QEMU calls it.
  var option: String {
    switch self {
    case .network: "virtio-net-device"
    case .block: "virtio-blk-device"
    case .console: "virtio-serial-device"
    case .entropy: "virtio-rng-device"
    }
  }
}

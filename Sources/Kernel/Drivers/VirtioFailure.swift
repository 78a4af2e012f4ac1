/// Why a virtio device cannot be used.
public enum VirtioFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The machine has no device of this kind.
  case missing(VirtioKind)
  /// It speaks the interface from before virtio 1.0.
  case legacy(VirtioKind)
  /// It lacks a feature that the driver needs, or refuses those that were chosen.
  case features(VirtioKind)
  /// It has not so many queues, or smaller ones.
  case queue(VirtioKind)
  /// It does not come out of a reset.
  case stuck(VirtioKind)

  public var description: String {
    switch self {
    case .missing(let kind):
      "the machine has no " + kind.name + "; start it with -device " + kind.option
    case .legacy(let kind):
      "the machine's " + kind.name + " speaks the interface from before virtio 1.0; start QEMU with"
        + " -global virtio-mmio.force-legacy=false"
    case .features(let kind): "the " + kind.name + " lacks a feature that its driver needs"
    case .queue(let kind): "the " + kind.name + " lacks a queue that its driver needs"
    case .stuck(let kind): "the " + kind.name + " does not come out of a reset"
    }
  }
}

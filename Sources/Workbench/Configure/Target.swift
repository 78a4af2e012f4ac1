/// What an image runs on.
public enum Target: String, CaseIterable, Sendable {
  /// A Linux process that locks itself in with seccomp before the application starts.
  case unix
  /// A virtual machine: an ELF image with a PVH note, under QEMU with KVM or emulated.
  case virtio
}

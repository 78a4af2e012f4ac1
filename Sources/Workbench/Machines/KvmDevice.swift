import Foundation

/// The state of /dev/kvm, as far as opening it tells.
public enum KvmDevice {
  /// Why KVM cannot be used.
  public enum Obstacle: Sendable, Equatable {
    /// There is no such device.
    case absent
    /// It may not be opened; the system's reason.
    case forbidden(String)
    /// It is there but does not run our guest; what was seen.
    case unable(String)
  }

  public static let path = "/dev/kvm"

  /// Nil when the device can be opened. Whether it runs guests, only a boot tells.
  public static func obstacle(at path: String = path) -> Obstacle? {
    let number = open(path, O_RDWR | O_CLOEXEC)
    guard number < 0 else {
      close(number)
      return nil
    }
    let reason = errno
    return reason == ENOENT || reason == ENXIO || reason == ENODEV
      ? .absent : .forbidden(String(cString: strerror(reason)).lowercased())
  }
}

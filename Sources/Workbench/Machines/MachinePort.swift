/// A stream of bytes between the host and an image, which knows it by its name.
public struct MachinePort: Sendable, Equatable {
  /// The host's end.
  public enum End: Sendable, Equatable {
    /// A unix socket at this path, on which the machine listens: one client at a time, as many as come one
    /// after the other. `virtio` only; whoever starts it removes the socket.
    case listen(String)
    /// An open, connected stream socket. It stays open in this process.
    case descriptor(Int32)
  }

  /// What config.swift calls it, such as `mirador.inspector`.
  public var name: String
  public var end: End

  public init(_ name: String, _ end: End) {
    self.name = name
    self.end = end
  }
}

extension MachinePort.End {
  /// What QEMU's `-chardev socket` is told.
  var chardev: String {
    switch self {
    case .listen(let path): "path=\(QemuCommand.quoted(path)),server=on,wait=off"
    case .descriptor(let number): "fd=\(number)"
    }
  }
}

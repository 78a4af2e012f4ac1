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

extension [MachinePort] {
  /// These ports as a child that inherits their descriptors sees them, from the descriptor `first` on; and
  /// what it inherits, by the numbers there.
  func inherited(from first: Int32) -> (ports: [MachinePort], passed: [Int32: Int32]) {
    var ports = self
    var passed: [Int32: Int32] = [:]
    for (index, port) in ports.enumerated() {
      guard case .descriptor(let source) = port.end else { continue }
      let target = first + Int32(passed.count)
      passed[target] = source
      ports[index].end = .descriptor(target)
    }
    return (ports, passed)
  }
}

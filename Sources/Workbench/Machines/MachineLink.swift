/// A network interface of an image: what it is called there, and what it is joined to here.
public struct MachineLink: Sendable, Equatable {
  /// The host's end.
  public enum End: Sendable, Equatable {
    /// One of a pair of datagram sockets: a datagram is a frame. It stays open in this process.
    case datagrams(Int32)
    /// An open TAP interface without packet information; with or without a virtio header of 12 bytes before
    /// each frame. It stays open in this process.
    case tap(Int32, hasHeader: Bool)
    /// A TAP interface by its name, which whoever starts the machine opens. `virtio` only.
    case interface(String)

    /// What is inherited; nil: nothing.
    var descriptor: Int32? {
      switch self {
      case .datagrams(let number), .tap(let number, _): number
      case .interface: nil
      }
    }

    /// The same by another number.
    func renumbered(_ number: Int32) -> End {
      switch self {
      case .datagrams: .datagrams(number)
      case .tap(_, let hasHeader): .tap(number, hasHeader: hasHeader)
      case .interface: self
      }
    }
  }

  /// What config.swift calls it, such as `service`.
  public var name: String
  /// The image's hardware address, `52:54:00:12:34:56`; nil: whatever the machine chooses. A process must be
  /// told.
  public var address: String?
  /// Bytes of payload in a frame.
  public var maximumTransmissionUnit: Int
  public var end: End

  public init(
    _ name: String, address: String?, maximumTransmissionUnit: Int = 1500, _ end: End
  ) {
    self.name = name
    self.address = address
    self.maximumTransmissionUnit = maximumTransmissionUnit
    self.end = end
  }
}

extension MachineLink {
  /// What QEMU is told of the link with this number.
  func qemuArguments(_ index: Int) -> [String] {
    let backend =
      switch end {
      case .datagrams(let number): "dgram,id=network\(index),local.type=fd,local.str=\(number)"
      case .tap(let number, _): "tap,id=network\(index),fd=\(number)"
      case .interface(let name): "tap,id=network\(index),ifname=\(name),script=no,downscript=no"
      }
    var device = "virtio-net-device,netdev=network\(index)"
    if let address { device += ",mac=\(address)" }
    if maximumTransmissionUnit != Limits.ethernetTransmissionUnit {
      device += ",host_mtu=\(maximumTransmissionUnit)"
    }
    return ["-netdev", backend, "-device", device]
  }

  /// The descriptor's name with the note that a process reads (docs/platform.md); nil: it cannot have one.
  var descriptorName: String? {
    guard let address, end.descriptor != nil else { return nil }
    var name = "net.\(name)@\(address.replacing(":", with: "-")),\(maximumTransmissionUnit)"
    if case .tap(_, hasHeader: true) = end { name += ",header" }
    return name
  }
}

/// What a child that runs an image inherits, by the numbers that it has there.
struct Inheritance {
  private(set) var ports: [MachinePort] = []
  private(set) var links: [MachineLink] = []
  private(set) var passed: [Int32: Int32] = [:]

  /// - Parameter first: the child's first free descriptor.
  init(_ boot: Boot, from first: Int32) {
    var next = first
    func pass(_ descriptor: Int32) -> Int32 {
      defer { next += 1 }
      passed[next] = descriptor
      return next
    }
    for var port in boot.ports {
      if case .descriptor(let source) = port.end { port.end = .descriptor(pass(source)) }
      ports.append(port)
    }
    for var link in boot.links {
      if let source = link.end.descriptor { link.end = link.end.renumbered(pass(source)) }
      links.append(link)
    }
  }
}

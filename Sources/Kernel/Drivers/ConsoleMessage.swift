// A message on the control queues of a virtio console (virtio 1.2, 5.3.6.2), little-endian:
//
//      0               4       6       8
//     +---------------+-------+-------+----------------…
//     | port          | event | value | name, for event 7
//     +---------------+-------+-------+----------------…

/// What device and driver tell each other about a console's ports.
struct ConsoleMessage: Equatable {
  /// Values of `event`.
  enum Event {
    static let deviceReady: UInt16 = 0
    static let portAdd: UInt16 = 1
    static let portRemove: UInt16 = 2
    static let portReady: UInt16 = 3
    static let portOpen: UInt16 = 6
    static let portName: UInt16 = 7
  }

  var port: UInt32
  var event: UInt16
  var value: UInt16
  /// Only with `portName`.
  var name: [UInt8] = []

  static let headerSize = 8

  init(port: UInt32, event: UInt16, value: UInt16) {
    self.port = port
    self.event = event
    self.value = value
  }

  /// Nil when the message is too short. A name ends at its first zero byte, which QEMU sends and the
  /// specification does not.
  init?(parsing bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= Self.headerSize else { return nil }
    // Safety: eight bytes are there.
    unsafe port = bytes.loadUnaligned(as: UInt32.self)
    unsafe event = bytes.loadUnaligned(fromByteOffset: 4, as: UInt16.self)
    unsafe value = bytes.loadUnaligned(fromByteOffset: 6, as: UInt16.self)
    guard event == Event.portName else { return }
    for index in Self.headerSize..<bytes.count {
      let byte = unsafe bytes[index]
      guard byte != 0 else { break }
      name.append(byte)
    }
  }

  /// Writes the header; messages of the driver have no more.
  func emit(to memory: UnsafeMutableRawPointer) {
    // Safety: the caller has room for eight bytes.
    unsafe memory.storeBytes(of: port, as: UInt32.self)
    unsafe memory.storeBytes(of: event, toByteOffset: 4, as: UInt16.self)
    unsafe memory.storeBytes(of: value, toByteOffset: 6, as: UInt16.self)
  }
}

/// Capacities of the drivers.
enum DriverLimits {
  /// Looks at the status of a device that is being reset; real ones need one or two.
  static let resetLooks = 10_000
  /// Ports of a console that can be used: those with the numbers 1 to this. A port takes two queues and 16
  /// KiB of buffers once it is asked for.
  static let consolePorts = 8
  /// Buffers of a port in each direction, and bytes in each: a screen of text is answered in two.
  static let portBuffers = 4
  static let portBufferSize = 2048
  /// Buffers for messages about ports. A device that finds none free loses its message, and tells of all
  /// its ports at once (QEMU: three for each).
  static let controlBuffers = 32
  /// Bytes of such a message: 8 and a port's name.
  static let controlBufferSize = 128
  /// Bytes that an entropy device is asked for at a time: what a start-up test takes.
  static let randomBufferSize = 1024
  /// Buffers of a network device in each direction: half a millisecond at 3 Gbit/s and 1500 bytes.
  static let networkBuffers = 128
  /// Bytes of such a buffer; a frame of 1514 bytes and a header fit, and a long one takes several.
  static let networkBufferSize = 2048
  /// Buffers for frames that the device cuts, made when the first is sent.
  static let segmentedFrames = 8
  /// Bytes of the longest frame of all: an IP datagram behind its headers.
  static let longestFrame = 65535 + 18
  /// Bytes of a VLAN tag, which a frame may have beside its payload.
  static let linkExtra = 4
  /// The payload of Ethernet frames where the device does not say (IEEE 802.3), and what it may say: from the
  /// least that IPv4 needs (RFC 791, section 3.2) to what a datagram can have.
  static let ethernetTransmissionUnit = 1500
  static let transmissionUnits = 68...65535
}

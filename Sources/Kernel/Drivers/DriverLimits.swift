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
}

/// Every capacity and patience of this module, with its unit and reason.
enum Limits {
  /// Bytes of a boot command line. The loader keeps it in one page of 4096 bytes.
  static let commandLine = 4000
  /// Lines of a console; an image that prints more, however short they are, is flooding. A line
  /// takes 32 bytes here even when it is empty.
  static let lines = 100_000
  /// Bytes kept of what QEMU says on its standard error: enough for its last words.
  static let errorOutput = 16 << 10
  /// Bytes kept of the exit status channel: `exit 255\n` takes nine.
  static let status = 64
  /// Mebibytes: with less, QEMU 7.2's microvm never leaves its firmware.
  static let leastMemory = 2
  /// Mebibytes of a virtual machine that does not say.
  static let defaultMemory = 32
  /// Ports of a process: as many descriptors as the platform takes (platform_devices.h).
  static let ports = 16
  /// The payload of Ethernet frames when nobody says (IEEE 802.3).
  static let ethernetTransmissionUnit = 1500
  /// Addresses of one backtrace that are symbolized.
  static let frames = 128
  /// Addresses of a report's tasks that are symbolized: more than a report has.
  static let taskAddresses = 1024

  /// How long a timed-out process has to print where it is: a millisecond, and turns to wait for on a
  /// busy host.
  static let lastWords: Duration = .seconds(2)
  /// How long QEMU may take to start, on a busy host.
  static let start: Duration = .seconds(30)
  /// How long QEMU may take to say where the guest is.
  static let monitor: Duration = .seconds(2)
  /// Seconds that a guest's exit status may take from QEMU to us: it has been written before.
  static let statusDelay = 0.2
  /// Bytes of a line that QEMU sends: its longest, the registers, has 4 KiB.
  static let monitorLine = 1 << 20
  /// Events of a monitor that wait to be taken: a machine makes a few in its life.
  static let monitorEvents = 256
  /// Characters of a monitor's answer that are looked at.
  static let monitorText = 64 << 10
  /// How long QEMU may take to write a guest's memory into a file, a mebibyte.
  static let dump: Duration = .milliseconds(50)

  /// How long a helper (`--version`, the symbolizer) may take.
  static let helper: Duration = .seconds(20)
  /// Addresses that are looked up at once: the answer for one takes up to a few kilobytes.
  static let lookUp = 1000
}

/// The command line that boots one image under QEMU; a pure function of its parts.
///
/// The machine is `microvm` without anything that a unikernel does not drive: no ACPI, no legacy
/// timer or interrupt controller, no option ROMs. Devices that the guest sees:
///
///     0x70    MC146818, 2 bytes         the real-time clock: the host's time, UTC
///     0x3f8   16550 UART                the console, our pipe on standard output
///     0xe9    isa-debugcon              the exit status, `exit N\n`, our pipe on descriptor 3
///     0xf4    isa-debug-exit, 4 bytes   writing 0 here is power-off: QEMU ends with status 1
///
/// and, at virtio-mmio, those that it is told of: ports, a source of randomness, networks.
///
/// Descriptor 4, when it is monitored, is one end of a socket pair and speaks QMP. Nothing is a file or
/// a named socket, unless a port is to be one, so nothing is left behind and nothing can be opened by others.
public struct QemuCommand: Sendable, Equatable {
  public var accelerator: Accelerator
  /// The image: an ELF with a PVH note.
  public var kernel: String
  /// Mebibytes.
  public var memory: Int
  /// The boot command line, quoted already.
  public var commandLine: String
  /// Whether QEMU is told to speak QMP on descriptor 4.
  public var isMonitored = true
  /// Streams of bytes between host and image.
  public var ports: [MachinePort] = []
  /// Whether the machine has a source of randomness.
  public var hasEntropy = false
  /// Whether the machine stays when its guest ends: it cannot power off then, and a reset stops it.
  public var staysAtEnd = false
  /// One for each network device of the image, in their order.
  public var links: [MachineLink] = []

  /// The machine, for whoever describes it in another language than arguments.
  public static let machine = "microvm"
  /// Its properties, `NAME=VALUE` with commas.
  public static let machineProperties =
    "acpi=off,x-option-roms=off,pit=off,pic=off,rtc=on,isa-serial=on,auto-kernel-cmdline=off"
  /// Mebibytes of a virtual machine that does not say, and the least that one can start with.
  public static let defaultMemory = Limits.defaultMemory
  public static let leastMemory = Limits.leastMemory
  /// QEMU's own exit status after power-off: isa-debug-exit makes (value << 1) | 1 of value 0.
  public static let powerOffStatus = 1
  static let statusDescriptor: Int32 = 3
  static let monitorDescriptor: Int32 = 4

  public init(accelerator: Accelerator, kernel: String, memory: Int, commandLine: String) {
    self.accelerator = accelerator
    self.kernel = kernel
    self.memory = memory
    self.commandLine = commandLine
  }

  /// The arguments, without the program's name.
  public var arguments: [String] {
    var list = [
      "-M", "\(Self.machine),\(Self.machineProperties)", "-accel", accelerator.rawValue, "-cpu",
      processor,
      "-nodefaults", "-no-user-config", "-no-reboot", "-display", "none",
      // Even a guest that breaks out of QEMU may not start programs or gain rights.
      "-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
      "-m", "\(memory)M",
      "-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console",
      "-chardev", "file,id=status,path=/dev/fd/\(Self.statusDescriptor)",
      "-device", "isa-debugcon,iobase=0xe9,chardev=status",
    ]
    list +=
      staysAtEnd ? ["-no-shutdown"] : ["-device", "isa-debug-exit,iobase=0xf4,iosize=4"]
    if isMonitored {
      list += [
        "-chardev", "socket,id=monitor,fd=\(Self.monitorDescriptor)",
        "-mon", "chardev=monitor,mode=control",
      ]
    }
    list += virtioArguments
    for (index, link) in links.enumerated() { list += link.qemuArguments(index) }
    list += ["-kernel", kernel]
    if !commandLine.isEmpty { list += ["-append", commandLine] }
    return list
  }

  private var virtioArguments: [String] {
    var list: [String] = []
    if !ports.isEmpty || hasEntropy || !links.isEmpty {
      // Images drive virtio 1.0 and later.
      list += ["-global", "virtio-mmio.force-legacy=false"]
    }
    if !ports.isEmpty {
      // Port 0 is for consoles without a name.
      list += ["-device", "virtio-serial-device,max_ports=\(ports.count + 1)"]
    }
    for (index, port) in ports.enumerated() {
      list += [
        "-chardev", "socket,id=port\(index),\(port.end.chardev)",
        "-device", "virtserialport,chardev=port\(index),name=\(Self.quoted(port.name))",
      ]
    }
    if hasEntropy { list += ["-device", "virtio-rng-device"] }
    return list
  }

  /// A value among QEMU's options, in which a comma is written twice.
  static func quoted(_ text: String) -> String { text.replacing(",", with: ",,") }

  private var processor: String {
    switch accelerator {
    case .tcg: "max"
    // Not `host`: nested KVMs refuse MSR 0x10a (IA32_ARCH_CAPABILITIES), and QEMU aborts.
    case .kvm: "max,-arch-capabilities"
    }
  }
}

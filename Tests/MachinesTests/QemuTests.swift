import Foundation
import Processes
import Testing

@testable import Machines

@Suite struct QemuTests {
  @Test(arguments: [
    ("QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)\nCopyright", "7.2.22"),
    ("QEMU emulator version 10.0\n", "10.0.0"),
    ("warning: x\nQEMU emulator version 8.2.1", "8.2.1"),
  ])
  func readsVersions(output: String, version: String) {
    #expect(Qemu.Version(parsing: output)?.description == version)
  }

  @Test(arguments: ["", "QEMU emulator version ", "QEMU emulator version x.y", "qemu 7.2"])
  func refusesOtherText(output: String) {
    #expect(Qemu.Version(parsing: output) == nil)
  }

  @Test func versionsAreOrderedByNumber() {
    #expect(Qemu.Version(7, 2) < Qemu.Version(10, 0))
    #expect(Qemu.Version(7, 2, 9) < Qemu.Version(7, 2, 22))
  }

  @Test func findsTheProgramOrSaysWhatToInstall() async throws {
    #expect(try await Qemu.find(in: .environment).version >= Qemu.oldest)
    await #expect(throws: MachineFailure.environment(Messages.qemuMissing)) {
      try await Qemu.find(in: SearchPath(["/nonexistent"]))
    }
  }

  @Test(arguments: Accelerator.allCases)
  func commandIsClosedAndNamesItsParts(accelerator: Accelerator) {
    let command = QemuCommand(
      accelerator: accelerator, kernel: "/a b/image", memory: 16, commandLine: #"x "y z""#)
    let arguments = command.arguments
    func value(of option: String) -> String? {
      arguments.firstIndex(of: option).map { arguments[$0 + 1] }
    }
    #expect(value(of: "-accel") == accelerator.rawValue)
    #expect(value(of: "-cpu") == (accelerator == .kvm ? "max,-arch-capabilities" : "max"))
    #expect(value(of: "-m") == "16M")
    #expect(value(of: "-kernel") == "/a b/image")
    #expect(value(of: "-append") == #"x "y z""#)
    for option in ["-nodefaults", "-no-user-config", "-no-reboot"] {
      #expect(arguments.contains(option))
    }
    #expect(value(of: "-sandbox")?.hasPrefix("on,") == true)
  }

  @Test func portsAndEntropyAreDevices() {
    var command = QemuCommand(accelerator: .tcg, kernel: "k", memory: 2, commandLine: "")
    #expect(!command.arguments.contains { $0.contains("virtio") })
    command.ports = [
      MachinePort("a,b", .listen("/tmp/x,y")), MachinePort("mirador.inspector", .descriptor(5)),
    ]
    command.hasEntropy = true
    let words = command.arguments.joined(separator: " ")
    let expected = """
      -global virtio-mmio.force-legacy=false -device virtio-serial-device,max_ports=3 \
      -chardev socket,id=port0,path=/tmp/x,,y,server=on,wait=off \
      -device virtserialport,chardev=port0,name=a,,b \
      -chardev socket,id=port1,fd=5 \
      -device virtserialport,chardev=port1,name=mirador.inspector \
      -device virtio-rng-device
      """
    #expect(words.contains(expected))
  }

  @Test func descriptorsAreNumberedInTheirOrder() {
    var boot = Boot(URL(filePath: "/image"), target: .virtio)
    boot.ports = [
      MachinePort("a", .descriptor(30)), MachinePort("b", .listen("/p")),
      MachinePort("c", .descriptor(20)),
    ]
    boot.links = [
      MachineLink("d", address: nil, .datagrams(25)),
      MachineLink("e", address: nil, .interface("t")),
      MachineLink("f", address: nil, .tap(9, hasHeader: true)),
    ]
    let inherited = Inheritance(boot, from: 5)
    #expect(inherited.ports.map(\.end) == [.descriptor(5), .listen("/p"), .descriptor(6)])
    #expect(
      inherited.links.map(\.end) == [.datagrams(7), .interface("t"), .tap(8, hasHeader: true)])
    #expect(inherited.passed == [5: 30, 6: 20, 7: 25, 8: 9])
  }

  @Test func linksAreNetworkDevicesInTheirOrder() {
    var command = QemuCommand(accelerator: .tcg, kernel: "k", memory: 2, commandLine: "")
    command.links = [
      MachineLink("a", address: "52:54:00:12:34:56", .datagrams(5)),
      MachineLink("b", address: nil, maximumTransmissionUnit: 9000, .tap(6, hasHeader: false)),
      MachineLink("c", address: nil, .interface("tap0")),
    ]
    let words = command.arguments.joined(separator: " ")
    let expected = """
      -global virtio-mmio.force-legacy=false \
      -netdev dgram,id=network0,local.type=fd,local.str=5 \
      -device virtio-net-device,netdev=network0,mac=52:54:00:12:34:56 \
      -netdev tap,id=network1,fd=6 -device virtio-net-device,netdev=network1,host_mtu=9000 \
      -netdev tap,id=network2,ifname=tap0,script=no,downscript=no \
      -device virtio-net-device,netdev=network2
      """
    #expect(words.contains(expected), "\(words)")
  }

  @Test func aProcessIsToldOfItsLinksByName() {
    let address = "52:54:00:12:34:56"
    #expect(
      MachineLink("a", address: address, .datagrams(5)).descriptorName
        == "net.a@52-54-00-12-34-56,1500")
    #expect(
      MachineLink("a", address: address, maximumTransmissionUnit: 9000, .tap(5, hasHeader: true))
        .descriptorName == "net.a@52-54-00-12-34-56,9000,header")
    #expect(MachineLink("a", address: nil, .datagrams(5)).descriptorName == nil)
    #expect(MachineLink("a", address: address, .interface("tap0")).descriptorName == nil)
  }

  @Test func emptyCommandLineIsNotPassed() {
    let command = QemuCommand(accelerator: .tcg, kernel: "k", memory: 2, commandLine: "")
    #expect(!command.arguments.contains("-append"))
  }

  @Test(
    arguments: [
      (
        "\r\nEAX=0 EBX=0\r\nESI=0 EDI=0 EBP=00000006 ESP=0\r\nEIP=0010116c HLT=0", 0x10116c, nil,
        false
      ),
      (
        "RAX=0\r\nRBP=0000000000203f80\r\nRIP=0000000000101c2d RFL=2 HLT=1", 0x101c2d, 0x203f80,
        true
      ),
    ] as [(String, UInt64, UInt64?, Bool)])
  func readsRegisters(text: String, counter: UInt64, frame: UInt64?, isHalted: Bool) throws {
    let registers = try #require(GuestRegisters(parsing: text))
    #expect(registers.counter == counter)
    #expect(registers.framePointer == frame)
    #expect(registers.isHalted == isHalted)
  }

  @Test func readsMemoryWords() {
    #expect(
      GuestRegisters.words(parsing: "0000000000101000: 0x10 0x0000000000000020\r\n") == [16, 32])
    #expect(GuestRegisters.words(parsing: "Cannot access memory at address 0x10") == nil)
  }

  @Test(
    arguments: [
      ("35 0x1 0x2 0x3 0x4 0x5 0x6 0x7fff0000 0x401000\n", 0x401000), ("running\n", nil), ("", nil),
      ("-1 0x7ffe 0x4012\n", 0x4012),
    ] as [(String, UInt64?)])
  func readsSystemCallPlaces(line: String, counter: UInt64?) {
    #expect(LinuxProcess.parse(line)?.addresses.first == counter)
  }
}

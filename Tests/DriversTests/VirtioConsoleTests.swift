import SeededNumbers
import Testing

@testable import Drivers

extension VirtioTests {
  /// The console's driver against a device that a test plays. It does not wait for anything, so that all
  /// of it happens on one thread.
  @Suite struct VirtioConsoleTests {
    /// Queue numbers (virtio 1.2, 5.3.2).
    private static let controlReceiving = 2
    private static let controlSending = 3
    private static let receiving = 4
    private static let transmitting = 5

    /// Gives the driver `bytes` on a queue.
    private func deliver(_ bytes: [UInt8], on queue: Int, _ machine: ScriptedMachine) throws {
      let device = try #require(machine.queues[queue])
      let (head, chain) = try #require(device.take())
      let count = min(bytes.count, Int(chain[0].length))
      let memory = UnsafeMutableRawPointer(bitPattern: UInt(chain[0].address))!
      bytes.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress!, byteCount: count) }
      device.push(head, written: count)
    }

    private func control(
      _ event: UInt16, value: UInt16 = 1, name: String = "", _ machine: ScriptedMachine
    ) throws {
      let header = [1, 0, 0, 0, UInt8(event), 0, UInt8(value), 0]
      try deliver(header + Array(name.utf8), on: Self.controlReceiving, machine)
    }

    /// What the driver has put on a queue, which the device then is done with.
    private func take(_ queue: Int, _ machine: ScriptedMachine) throws -> [[UInt8]] {
      let device = try #require(machine.queues[queue])
      var all: [[UInt8]] = []
      while let (head, chain) = device.take() {
        let memory = UnsafeRawPointer(bitPattern: UInt(chain[0].address))!
        all.append(Array(UnsafeRawBufferPointer(start: memory, count: Int(chain[0].length))))
        device.push(head)
      }
      return all
    }

    private func read(_ port: VirtioPort, _ count: Int) throws -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: count)
      let got = try bytes.withUnsafeMutableBytes { try port.channel?.read(into: $0) ?? -1 }
      return Array(bytes.prefix(max(got, 0)))
    }

    @Test func aPortIsFoundByItsNameAndCarriesBytes() throws {
      let machine = ScriptedMachine()
      try machine.run {
        let console = try VirtioConsole()
        defer { console.fail() }
        let port = VirtioPort("echo", on: console)
        #expect(try take(Self.controlSending, machine) == [[0, 0, 0, 0, 0, 0, 1, 0]])
        try control(1, machine)
        console.attend(isSignalled: false)
        #expect(try take(Self.controlSending, machine) == [[1, 0, 0, 0, 3, 0, 1, 0]])
        #expect(port.channel == nil)
        try control(7, name: "echo\0", machine)
        try control(6, machine)
        console.attend(isSignalled: false)
        #expect(try take(Self.controlSending, machine) == [[1, 0, 0, 0, 6, 0, 1, 0]])
        #expect(port.channel != nil)

        try deliver(Array("hello".utf8), on: Self.receiving, machine)
        try deliver(Array("again".utf8), on: Self.receiving, machine)
        #expect(try read(port, 3) == Array("hel".utf8))
        #expect(try read(port, 100) == Array("lo".utf8))
        #expect(try read(port, 100) == Array("again".utf8))
        #expect(try read(port, 100) == [])

        let large = [UInt8](repeating: 7, count: 2 * DriverLimits.portBufferSize + 1)
        #expect(try large.withUnsafeBytes { try port.channel?.write($0) } == large.count)
        #expect(try take(Self.transmitting, machine).flatMap { $0 } == large)
        // Four buffers and no more, until the device is done with one.
        let huge = [UInt8](repeating: 8, count: 9 * DriverLimits.portBufferSize)
        let taken = DriverLimits.portBuffers * DriverLimits.portBufferSize
        #expect(try huge.withUnsafeBytes { try port.channel?.write($0) } == taken)
        #expect(try huge.withUnsafeBytes { try port.channel?.write($0) } == 0)
        #expect(try take(Self.transmitting, machine).count == DriverLimits.portBuffers)
        #expect(try huge.withUnsafeBytes { try port.channel?.write($0) } == taken)
      }
    }

    @Test func aPortThatWasThereBeforeItWasAskedFor() throws {
      let machine = ScriptedMachine()
      try machine.run {
        let console = try VirtioConsole()
        defer { console.fail() }
        try control(1, machine)
        try control(7, name: "echo", machine)
        try control(6, machine)
        console.attend(isSignalled: false)
        #expect(VirtioPort("other", on: console).channel == nil)
        #expect(VirtioPort("echo", on: console).channel != nil)
      }
    }

    @Test func aMachineWithoutAConsoleHasNoPorts() throws {
      let machine = ScriptedMachine()
      machine.kind = 0
      try machine.run {
        let console = try VirtioConsole()
        defer { console.fail() }
        let port = VirtioPort("echo", on: console)
        console.attend(isSignalled: true)
        #expect(!console.prepareToWait())
        #expect(port.channel == nil && !console.isAwaited)
      }
    }

    /// Whatever a device writes anywhere that it can: no trap, and after a fault it is switched off.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func anyBytesAtAll(seed: UInt64) throws {
      var random = SplitMix(state: seed)
      for _ in 0..<60 {
        let machine = ScriptedMachine()
        machine.configuration[4] = random.next() % 2 == 0 ? 2 : UInt32(random.next() % 40)
        try machine.run {
          let console = try VirtioConsole()
          defer { console.fail() }
          let port = VirtioPort("echo", on: console)
          var hasFailed = false
          for _ in 0..<60 {
            try mischief(machine, &random)
            console.attend(isSignalled: random.next() & 1 == 0)
            _ = console.prepareToWait()
            _ = try? read(port, 1 + Int(random.next() % 3000))
            let bytes = [UInt8](repeating: 1, count: Int(random.next() % 9000))
            _ = try? bytes.withUnsafeBytes { try port.channel?.write($0) }
            if hasFailed { #expect(machine.status == 0) }
            hasFailed = machine.status == 0
          }
        }
      }
    }

    private func mischief(_ machine: ScriptedMachine, _ random: inout SplitMix) throws {
      guard let (number, queue) = machine.queues.randomElement(using: &random) else { return }
      switch random.next() % 4 {
      case 0:
        // What the driver writes it leaves alone: the test itself goes by it.
        let layout = queue.layout
        let offset = layout.used + Int(random.next() % UInt64(layout.byteCount - layout.used))
        queue.memory.storeBytes(
          of: UInt8(truncatingIfNeeded: random.next()), toByteOffset: offset, as: UInt8.self)
      case 1: queue.push(Int(random.next() % 5), written: Int(random.next() % 3000))
      default:
        guard number == Self.controlReceiving, let (head, chain) = queue.take() else { return }
        let memory = UnsafeMutableRawPointer(bitPattern: UInt(chain[0].address))!
        var bytes = [UInt8(random.next() % 4), 0, 0, 0, UInt8(random.next() % 9), 0, 1, 0]
        bytes[6] = UInt8(random.next() % 2)
        bytes += Array("echo".utf8)
        memory.copyMemory(from: bytes, byteCount: bytes.count)
        queue.push(head, written: Int(random.next() % 13))
      }
    }
  }
}

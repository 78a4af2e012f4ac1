import Bytes
import Devices
import SeededNumbers
import Testing
import Wire

@testable import Drivers

extension VirtioTests {
  @Suite struct VirtioNetworkTests {
    /// A machine with a network device; its features beside version and event index.
    private func machine(_ features: UInt64) -> ScriptedMachine {
      let machine = ScriptedMachine()
      machine.kind = VirtioKind.network.rawValue
      machine.features = VirtioFeature.version1 | VirtioFeature.eventIndex | features
      // 52:54:00:12:34:56, link up, MTU 9000: little-endian words.
      machine.configuration = [0: 0x1200_5452, 4: 0x0001_5634, 8: 9000 << 16]
      return machine
    }

    private let usual =
      VirtioNetworkFeature.mac | VirtioNetworkFeature.status | VirtioNetworkFeature.mergeableBuffers

    @Test func theDeviceSaysWhatItIs() throws {
      let machine = machine(usual | VirtioNetworkFeature.mtu)
      try machine.run {
        let network = try VirtioNetwork("service")
        #expect(network.address == MACAddress(0x52, 0x54, 0, 0x12, 0x34, 0x56))
        #expect(network.maximumTransmissionUnit == 9000)
        #expect(network.isUp && network.offloads == [])
        machine.configuration[4] = 0x0000_5634
        machine.interruptStatus = 2
        network.attend(isSignalled: true)
        #expect(!network.isUp)
      }
    }

    @Test(arguments: [0, 67])
    func anMTUThatCannotBeIsNotBelieved(mtu: UInt32) throws {
      let machine = machine(usual | VirtioNetworkFeature.mtu)
      machine.configuration[8] = mtu << 16
      try machine.run {
        let network = try VirtioNetwork("service")
        #expect(network.maximumTransmissionUnit == 1500)
      }
    }

    /// Each that needs another only with it (virtio 1.2, 5.1.3.1), and long frames only where they may take
    /// several buffers.
    @Test func featuresAreTakenWithWhatTheyNeed() {
      typealias Feature = VirtioNetworkFeature
      #expect(Feature.wanted(of: Feature.hostTCPv4 | Feature.guestTCPv4) == 0)
      let sums = Feature.checksum | Feature.guestChecksum
      #expect(Feature.wanted(of: sums | Feature.guestTCPv4) == sums)
      let all = sums | Feature.guestTCPv4 | Feature.hostTCPv6 | Feature.mergeableBuffers
      #expect(Feature.wanted(of: all | 1 << 22) == all)
      #expect(
        Feature.offloads(all) == [.sendsChecksums, .checksReceived, .segmentsTCPv6, .joinsTCP])
    }

    @Test func withoutAnAddressItChoosesOne() throws {
      try machine(0).run {
        let address = try VirtioNetwork("service").address
        #expect(address.isUnicast && address.isLocallyAdministered)
      }
    }

    @Test func framesArriveAndLeave() throws {
      let machine = machine(usual)
      try machine.run {
        let network = try VirtioNetwork("service")
        for count in [14, 60, 1514] {
          let frame = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
          machine.deliver([frame])
          #expect(network.received() == [frame])
          #expect(network.send(count, FrameOffload()) { $0.write(frame.span.bytes, at: 0) })
          network.flush()
          #expect(machine.takeSent() == [frame])
        }
        #expect(network.statistics.receivedFrames == 3 && network.statistics.sentFrames == 3)
      }
    }

    @Test func aLongFrameIsPutTogether() throws {
      let machine = machine(usual)
      try machine.run {
        let network = try VirtioNetwork("service")
        let frame = (0..<60_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        for _ in 0..<20 {
          machine.deliver([frame])
          #expect(network.received() == [frame])
        }
      }
    }

    @Test func offloadsAreWrittenAndRead() throws {
      let sums = VirtioNetworkFeature.checksum | VirtioNetworkFeature.guestChecksum
      let machine = machine(usual | sums | VirtioNetworkFeature.hostTCPv4)
      try machine.run {
        let network = try VirtioNetwork("service")
        let offload = FrameOffload(
          checksum: .partial(start: 34, offset: 16), segmentation: .tcpv4(1448), headerByteCount: 66
        )
        #expect(network.send(30_000, offload) { $0.clear(0..<30_000) })
        network.flush()
        #expect(
          machine.lastHeader == [1, 1, 66, 0, 0xa8, 5, 34, 0, 16, 0, 0, 0])
        var seen: [FrameOffload] = []
        for header: [UInt8] in [
          [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], [1, 0, 0, 0, 0, 0, 34, 0, 16, 0, 1, 0],
          // A checksum outside of the frame: the device is not believed.
          [1, 0, 0, 0, 0, 0, 59, 0, 0, 0, 1, 0],
        ] {
          machine.deliver([[UInt8](repeating: 0, count: 60)], header: header)
          _ = network.receive(upTo: 8) { _, offload in seen.append(offload) }
        }
        #expect(
          seen.map(\.checksum) == [.verified, .partial(start: 34, offset: 16), .inFrame])
      }
    }

    @Test func withoutRoomNothingIsTaken() throws {
      let machine = machine(usual)
      try machine.run {
        let network = try VirtioNetwork("service")
        var count = 0
        while network.send(60, FrameOffload(), { $0.clear(0..<60) }) { count += 1 }
        #expect(count == DriverLimits.networkBuffers)
        #expect(!network.hasRoom)
        network.flush()
        #expect(machine.takeSent().count == count)
        #expect(network.hasRoom && network.send(60, FrameOffload()) { $0.clear(0..<60) })
      }
    }

    /// What a device may get wrong: it is switched off, or its frame is none.
    @Test func aBrokenDeviceIsSwitchedOff() throws {
      func fails(_ script: (ScriptedQueue) -> Void) throws {
        let machine = machine(usual)
        try machine.run {
          let network = try VirtioNetwork("service")
          let queue = try #require(machine.queues[0])
          script(queue)
          #expect(network.received().isEmpty)
          #expect(!network.isUp && machine.status == 0)
          // Nobody trips over it afterwards.
          #expect(network.send(60, FrameOffload()) { $0.clear(0..<60) })
          network.flush()
          network.attend(isSignalled: true)
          #expect(!network.prepareToWait())
        }
      }
      // A head that there is none of; more bytes than the buffer has; more frames than buffers.
      try fails { $0.push(5000, written: 60) }
      try fails { $0.push(0, written: 4096) }
      try fails { queue in for _ in 0..<200 { queue.push(0, written: 60) } }
      // A frame of three buffers, of which one is there.
      try fails { queue in
        let (head, chain) = queue.take()!
        let buffer = UnsafeMutableRawPointer(bitPattern: UInt(chain[0].address))!
        for index in 0..<12 {
          buffer.storeBytes(of: index == 10 ? 3 : 0, toByteOffset: index, as: UInt8.self)
        }
        queue.push(head, written: 100)
      }
    }

    @Test(arguments: [0, 11, 12, 25])
    func aFrameWithoutAHeaderIsNone(written: Int) throws {
      let machine = machine(usual)
      try machine.run {
        let network = try VirtioNetwork("service")
        let queue = try #require(machine.queues[0])
        let (head, chain) = try #require(queue.take())
        let buffer = try #require(UnsafeMutableRawPointer(bitPattern: UInt(chain[0].address)))
        for index in 0..<12 { buffer.storeBytes(of: 0, toByteOffset: index, as: UInt8.self) }
        queue.push(head, written: written)
        #expect(network.received().isEmpty)
        #expect(network.statistics.malformedFrames == 1 && network.isUp)
        machine.deliver([[UInt8](repeating: 7, count: 60)])
        #expect(network.received().count == 1)
      }
    }

    /// Anything at all in the ring and in the buffers: no trap, and no byte of a frame that was not written.
    @Test(arguments: 0..<200)
    func randomDevicesAreSurvived(seed: Int) throws {
      var numbers = SplitMix(state: UInt64(seed))
      let machine = machine(numbers.next() | 1 << 15 & numbers.next())
      machine.features |= VirtioFeature.version1
      try machine.run {
        guard let network = try? VirtioNetwork("service"), let queue = machine.queues[0] else {
          return
        }
        for _ in 0..<300 {
          switch numbers.next() % 6 {
          case 0:
            queue.push(Int(numbers.next() % 160), written: Int(numbers.next() % 3000))
          case 1, 2:
            guard let (head, chain) = queue.take() else { break }
            let buffer = UnsafeMutableRawPointer(bitPattern: UInt(chain[0].address))!
            let count = Int(numbers.next() % UInt64(chain[0].length + 1))
            for index in 0..<min(count, 64) {
              buffer.storeBytes(
                of: UInt8(truncatingIfNeeded: numbers.next() & numbers.next() & 7),
                toByteOffset: index, as: UInt8.self)
            }
            queue.push(head, written: count)
          case 3: _ = network.receive(upTo: 4) { frame, _ in #expect(frame.byteCount >= 14) }
          case 4:
            let count = Int(14 + numbers.next() % 1500)
            _ = network.send(count, FrameOffload()) { $0.clear(0..<count) }
          default:
            network.flush()
            machine.interruptStatus = UInt32(numbers.next() & 3)
            network.attend(isSignalled: true)
          }
        }
      }
    }
  }
}

extension VirtioNetwork {
  fileprivate func received() -> [[UInt8]] {
    var frames: [[UInt8]] = []
    _ = receive(upTo: 1000) { frame, _ in frames.append(Array(frame)) }
    return frames
  }
}

extension ScriptedMachine {
  /// Puts frames where the driver has room for them, each behind a header that tells how many buffers it takes.
  fileprivate func deliver(_ frames: [[UInt8]], header: [UInt8]? = nil) {
    guard let queue = queues[0] else { return }
    for frame in frames {
      var bytes = (header ?? [UInt8](repeating: 0, count: 12)) + frame
      var parts: [(head: Int, address: UInt64, bytes: ArraySlice<UInt8>)] = []
      var rest = bytes[...]
      while !rest.isEmpty, let (head, chain) = queue.take() {
        parts.append((head, chain[0].address, rest.prefix(Int(chain[0].length))))
        rest = rest.dropFirst(Int(chain[0].length))
      }
      bytes[10] = UInt8(parts.count)
      for (index, part) in parts.enumerated() {
        let target = UnsafeMutableRawPointer(bitPattern: UInt(part.address))!
        let source = index == 0 ? bytes[0..<part.bytes.count] : part.bytes
        source.withUnsafeBytes { target.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
        queue.push(part.head, written: part.bytes.count)
      }
    }
  }

  /// The frames that were sent, whose buffers are given back.
  fileprivate func takeSent() -> [[UInt8]] {
    var frames: [[UInt8]] = []
    while let (head, bytes) = nextSent() {
      frames.append(Array(bytes.dropFirst(12)))
      queues[1]?.push(head)
    }
    return frames
  }

  fileprivate var lastHeader: [UInt8] {
    nextSent().map { Array($0.bytes.prefix(12)) } ?? []
  }

  private func nextSent() -> (head: Int, bytes: [UInt8])? {
    guard let (head, chain) = queues[1]?.take() else { return nil }
    let bytes = chain.flatMap { part in
      UnsafeRawBufferPointer(
        start: UnsafeRawPointer(bitPattern: UInt(part.address)), count: Int(part.length))
    }
    return (head, bytes)
  }
}

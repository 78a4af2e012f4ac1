import SeededNumbers
import Testing

@testable import Drivers

/// Devices that say what cannot be. The driver finds out, and afterwards takes nothing more from them.
@Suite struct VirtqueueHostileTests {
  private static let buffer = Virtqueue.Buffer(address: 0x1000, length: 64)

  /// A queue of 8 with chains of 1, 3 and 2 descriptors, the last not yet published.
  private func queue() throws -> (queue: Virtqueue, device: ScriptedQueue, heads: [Int]) {
    let (queue, device) = ScriptedQueue.pair(size: 8, hasEventIndex: true)
    var heads: [Int] = []
    for count in [1, 3] {
      heads.append(try #require(queue.add(count) { _ in (Self.buffer, true) }))
    }
    _ = queue.publish()
    heads.append(try #require(queue.add(2) { _ in (Self.buffer, false) }))
    return (queue, device, heads)
  }

  private func expect(
    _ fault: Virtqueue.Fault, _ script: (ScriptedQueue, [Int]) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (queue, device, heads) = try queue()
    script(device, heads)
    #expect(throws: fault, sourceLocation: sourceLocation) {
      while try queue.next() != nil {}
    }
    #expect(queue.isBroken, sourceLocation: sourceLocation)
    #expect(try queue.next() == nil, sourceLocation: sourceLocation)
    #expect(queue.add(Self.buffer, isWritable: true) == nil, sourceLocation: sourceLocation)
    #expect(!queue.arm(), sourceLocation: sourceLocation)
    #expect(queue.pendingCount == 0, sourceLocation: sourceLocation)
  }

  @Test func anIndexAheadOfWhatItWasGiven() throws {
    try expect(.index) { device, _ in device.set(3, at: device.layout.used + 2) }
    try expect(.index) { device, _ in device.set(40_000, at: device.layout.used + 2) }
    try expect(.index) { device, _ in device.set(.max, at: device.layout.used + 2) }
  }

  @Test func anIndexThatGoesBack() throws {
    try expect(.index) { device, heads in
      device.push(heads[0])
      device.set(device.used &- 2, at: device.layout.used + 2)
    }
  }

  @Test(arguments: [8, 9, 65_535, 65_536, Int(UInt32.max)])
  func aHeadThatNoQueueHas(head: Int) throws {
    try expect(.head) { device, _ in device.push(head) }
  }

  @Test func aChainTwice() throws {
    try expect(.head) { device, heads in
      device.push(heads[0])
      device.push(heads[0])
    }
  }

  @Test func theMiddleOfAChain() throws {
    try expect(.head) { device, heads in
      device.push(Int(device.descriptor(heads[1]).next))
    }
  }

  @Test func aDescriptorThatIsFree() throws {
    let (queue, device, heads) = try queue()
    let busy = Set(heads)
    let free = try #require(queue.nextHead)
    #expect(!busy.contains(free))
    device.push(free)
    #expect(throws: Virtqueue.Fault.head) { try queue.next() }
  }

  @Test func moreBytesThanThereIsRoom() throws {
    try expect(.length) { device, heads in device.push(heads[0], written: 65) }
    try expect(.length) { device, heads in device.push(heads[1], written: 3 * 64 + 1) }
    try expect(.length) { device, heads in device.push(heads[0], written: Int(UInt32.max)) }
  }

  /// What it may only read it cannot have written.
  @Test func bytesInWhatIsOnlyRead() throws {
    let (queue, device, heads) = try queue()
    _ = queue.publish()
    device.push(heads[2], written: 1)
    #expect(throws: Virtqueue.Fault.length) { try queue.next() }
  }

  /// The descriptor table is the driver's; what a device writes there changes nothing.
  @Test func anOverwrittenTableIsOfNoConsequence() throws {
    let (queue, device, heads) = try queue()
    device.memory.initializeMemory(as: UInt8.self, repeating: 0xff, count: device.layout.used)
    device.push(heads[1], written: 192)
    #expect(try queue.next() == Virtqueue.Used(head: heads[1], written: 192))
    #expect(queue.freeCount == 5)
  }

  /// Any bytes anywhere, at any time: no trap, and every chain comes back at most once for each time that
  /// it was added, with no more bytes than it has room for.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func anyBytesAtAll(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<4000 {
      let (queue, device) = ScriptedQueue.pair(size: 8, hasEventIndex: random.next() & 1 == 0)
      var rooms: [Int: Int] = [:]
      for _ in 0..<40 where !queue.isBroken {
        switch random.next() % 5 {
        case 0:
          let length = UInt32(random.next() % 1000)
          if let head = queue.add(
            Virtqueue.Buffer(address: 0, length: length), isWritable: true)
          {
            #expect(rooms.updateValue(Int(length), forKey: head) == nil)
          }
        case 1: _ = queue.publish()
        case 2:
          if let (head, chain) = device.take() {
            device.push(head, written: Int(random.next() % (UInt64(chain[0].length) + 2)))
          }
        case 3:
          let offset = Int(random.next() % UInt64(device.layout.byteCount))
          let value: UInt64 = random.next() % 4 == 0 ? random.next() : random.next() % 9
          device.memory.storeBytes(
            of: UInt8(truncatingIfNeeded: value), toByteOffset: offset, as: UInt8.self)
        default:
          _ = queue.arm()
          while let used = try? queue.next() {
            let room = rooms.removeValue(forKey: used.head)
            #expect(used.written <= room ?? -1)
          }
        }
        #expect(queue.freeCount + queue.inFlight == 8)
      }
    }
  }
}

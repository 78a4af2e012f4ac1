import Testing

@testable import Drivers

@Suite struct VirtqueueTests {
  private static let buffer = Virtqueue.Buffer(address: 0x1000, length: 64)

  @Test(arguments: [true, false])
  func aBufferGoesThereAndBack(hasEventIndex: Bool) throws {
    let (queue, device) = ScriptedQueue.pair(size: 4, hasEventIndex: hasEventIndex)
    let head = try #require(queue.add(Self.buffer, isWritable: true))
    #expect(device.take() == nil)
    #expect(queue.publish())
    let taken = try #require(device.take())
    #expect(taken.head == head)
    #expect(
      taken.chain == [ScriptedQueue.Descriptor(address: 0x1000, length: 64, flags: 2, next: 0)])
    #expect(try queue.next() == nil)
    device.push(head, written: 64)
    #expect(try queue.next() == Virtqueue.Used(head: head, written: 64))
    #expect(try queue.next() == nil)
    #expect(queue.freeCount == 4 && queue.inFlight == 0)
  }

  /// A packet: a header and a body that the device reads, then room that it writes.
  @Test func aChainIsInOrder() throws {
    let (queue, device) = ScriptedQueue.pair(size: 8, hasEventIndex: true)
    // Used and given back in another order, so that free descriptors are no neighbours.
    let heads = (0..<8).compactMap { _ in queue.add(Self.buffer, isWritable: true) }
    _ = queue.publish()
    for head in [5, 1, 7, 2, 0, 3, 6, 4] { device.push(heads[head]) }
    while try queue.next() != nil {}
    while device.take() != nil {}
    let head = try #require(
      queue.add(3) { index in
        (Virtqueue.Buffer(address: UInt64(index), length: 10), isWritable: index == 2)
      })
    #expect(queue.freeCount == 5)
    _ = queue.publish()
    let chain = try #require(device.take()).chain
    #expect(chain.map(\.address) == [0, 1, 2])
    #expect(chain.map(\.flags) == [1, 1, 2])
    device.push(head, written: 10)
    #expect(try queue.next() == Virtqueue.Used(head: head, written: 10))
    #expect(queue.freeCount == 8)
  }

  @Test func aFullQueueTakesNoMore() throws {
    let (queue, device) = ScriptedQueue.pair(size: 4, hasEventIndex: true)
    #expect(queue.add(3) { _ in (Self.buffer, false) } != nil)
    #expect(queue.add(2) { _ in (Self.buffer, false) } == nil)
    #expect(queue.add(Self.buffer, isWritable: false) != nil)
    #expect(queue.nextHead == nil)
    _ = queue.publish()
    device.push(try #require(device.take()).head)
    _ = try queue.next()
    #expect(queue.freeCount == 3)
    #expect(queue.add(3) { _ in (Self.buffer, false) } != nil)
  }

  /// The rings' indices have 16 bits and go round.
  @Test(arguments: [true, false])
  func indicesGoRound(hasEventIndex: Bool) throws {
    let (queue, device) = ScriptedQueue.pair(size: 4, hasEventIndex: hasEventIndex)
    for round in 0..<150_000 {
      let count = 1 + round % 4
      for _ in 0..<count { #expect(queue.add(Self.buffer, isWritable: true) != nil) }
      _ = queue.publish()
      for _ in 0..<count { device.push(try #require(device.take()).head, written: round % 65) }
      for _ in 0..<count { #expect(try queue.next()?.written == round % 65) }
    }
    #expect(queue.freeCount == 4)
  }

  @Test func aDeviceThatDoesNotWantToBeNotifiedIsNot() throws {
    let (queue, device) = ScriptedQueue.pair(size: 4, hasEventIndex: false)
    device.set(1, at: device.layout.used)
    _ = queue.add(Self.buffer, isWritable: true)
    #expect(!queue.publish())
    device.set(0, at: device.layout.used)
    #expect(!queue.publish(), "there is nothing new")
    _ = queue.add(Self.buffer, isWritable: true)
    #expect(queue.publish())
  }

  /// Three buffers, one notification; and none before the index that the device names.
  @Test func notificationsGoByTheEventIndex() throws {
    let (queue, device) = ScriptedQueue.pair(size: 8, hasEventIndex: true)
    for _ in 0..<3 { _ = queue.add(Self.buffer, isWritable: true) }
    #expect(queue.publish())
    device.set(4, at: device.layout.availableEvent)
    _ = queue.add(Self.buffer, isWritable: true)
    #expect(!queue.publish())
    _ = queue.add(Self.buffer, isWritable: true)
    #expect(queue.publish())
    _ = queue.add(Self.buffer, isWritable: true)
    #expect(!queue.publish())
  }

  @Test func interruptsGoByTheEventIndex() throws {
    let (queue, device) = ScriptedQueue.pair(size: 8, hasEventIndex: true)
    for _ in 0..<6 { _ = queue.add(Self.buffer, isWritable: true) }
    _ = queue.publish()
    #expect(!queue.arm())
    device.push(try #require(device.take()).head)
    #expect(device.interrupts())
    device.push(try #require(device.take()).head)
    #expect(!device.interrupts(), "once is enough until it is asked for again")
    #expect(queue.arm(), "something has come")
    while try queue.next() != nil {}
    #expect(!queue.arm(after: 3))
    for isLast in [false, false, true] {
      device.push(try #require(device.take()).head)
      #expect(device.interrupts() == isLast)
    }
  }

  @Test func interruptsGoByTheFlag() throws {
    let (queue, device) = ScriptedQueue.pair(size: 8, hasEventIndex: false)
    queue.disarm()
    #expect(device.word(device.layout.available) == 1)
    #expect(!queue.arm())
    #expect(device.word(device.layout.available) == 0)
  }
}

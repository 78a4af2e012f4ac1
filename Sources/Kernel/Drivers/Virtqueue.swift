// A split virtqueue, the driver's side (virtio 1.2, 2.7). It does no I/O: it reads and writes the shared
// memory it was given, and says when the device is to be notified.
//
//     driver                                             device
//     add      descriptors → available ring
//     publish  available index ───────────────────────►  takes chains
//              notify, when publish says so
//     next     used ring       ◄───────────────────────  used index
//     arm      used event      ───────────────────────►  interrupts at the next one
//
// docs/drivers.md draws it. The device is not trusted: what the driver must rely on (which descriptors are
// free, which chain is in flight, how much room it has) is kept apart from the shared memory, every value
// is read from there once, and one that cannot be right is a `Fault`, after which the queue is dead.
//
// Nothing is allocated after `init`. A chain goes by its head, the number of its first descriptor, which the
// caller may use as an index of what the chain is about: heads are less than `size`.

internal import Platform

/// One queue between a driver and its device.
public final class Virtqueue {
  /// What a device may get wrong.
  public enum Fault: Error, Equatable, Sendable {
    /// It says that more chains are done than it was given.
    case index
    /// It names a chain that it does not have.
    case head
    /// It says that it wrote more than there was room for.
    case length
  }

  /// A piece of memory as the device sees it.
  public struct Buffer: Equatable, Sendable {
    public let address: UInt64
    public let length: UInt32

    public init(address: UInt64, length: UInt32) {
      self.address = address
      self.length = length
    }
  }

  /// A chain that the device is done with.
  public struct Used: Equatable, Sendable {
    public let head: Int
    /// Bytes that it wrote, not more than there was room for.
    public let written: Int
  }

  let layout: VirtqueueLayout
  let memory: UnsafeMutableRawPointer
  private let hasEventIndex: Bool

  /// What follows a descriptor in its chain, or in the list of those that are free.
  private var following: [UInt16]
  /// By head: how many descriptors the chain has; 0 when there is none in flight.
  private var lengths: [UInt16]
  /// By head: the bytes that the device may write.
  private var rooms: [UInt32]
  private var firstFree = 0
  /// Free descriptors.
  public private(set) var freeCount: Int
  /// Chains that the device has, or will have when they are published.
  public private(set) var inFlight = 0

  private var available: UInt16 = 0
  private var published: UInt16 = 0
  private var taken: UInt16 = 0
  /// After a fault: nothing is taken from the device any more.
  public private(set) var isBroken = false

  /// Descriptors.
  public var size: Int { layout.size }

  /// - Parameters:
  ///   - memory: room for `layout.byteCount` bytes, aligned to 16, that outlives the device's use.
  ///   - hasEventIndex: VIRTIO_F_EVENT_IDX was negotiated.
  init(layout: VirtqueueLayout, memory: UnsafeMutableRawPointer, hasEventIndex: Bool) {
    self.layout = layout
    self.memory = unsafe memory
    self.hasEventIndex = hasEventIndex
    // Safety: the caller's promise.
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: layout.byteCount)
    following = (1...layout.size).map { UInt16(truncatingIfNeeded: $0) }
    lengths = Array(repeating: 0, count: layout.size)
    rooms = Array(repeating: 0, count: layout.size)
    freeCount = layout.size
  }
}

// MARK: - To the device

extension Virtqueue {
  /// The head that the next chain will have; nil when no descriptor is free.
  public var nextHead: Int? { freeCount > 0 ? firstFree : nil }

  /// Adds a chain of one buffer. See `add(_:_:)`.
  public func add(_ buffer: Buffer, isWritable: Bool) -> Int? {
    add(1) { _ in (buffer, isWritable) }
  }

  /// Adds a chain; the device sees it after `publish`. The buffers are the device's until `next` returns
  /// the chain.
  /// - Parameters:
  ///   - count: its buffers, 1...size.
  ///   - part: each of them, in order: what the device reads, then what it writes (2.7.4.2).
  /// - Returns: its head; nil when so many descriptors are not free.
  public func add(_ count: Int, _ part: (Int) -> (buffer: Buffer, isWritable: Bool)) -> Int? {
    precondition(count >= 1, "a chain has a buffer")
    guard count <= freeCount, !isBroken else { return nil }
    let head = firstFree
    var room: UInt32 = 0
    var descriptor = head
    for index in 0..<count {
      let (buffer, isWritable) = part(index)
      if isWritable { room += buffer.length }
      let follower = Int(following[descriptor])
      write(buffer, isWritable, follower: index + 1 < count ? follower : nil, at: descriptor)
      descriptor = follower
    }
    firstFree = descriptor
    freeCount -= count
    inFlight += 1
    lengths[head] = UInt16(count)
    rooms[head] = room
    let entry = layout.available + VirtqueueLayout.ring + 2 * (Int(available) & (size - 1))
    store(UInt16(head), at: entry)
    available &+= 1
    return head
  }

  /// A descriptor (2.7.5): address, length, flags (1: another follows, 2: the device writes), follower.
  private func write(_ buffer: Buffer, _ isWritable: Bool, follower: Int?, at index: Int) {
    // Safety: descriptors are numbered below `size`, and the table comes first in the memory.
    let place = unsafe memory + 16 * index
    unsafe place.storeBytes(of: buffer.address, as: UInt64.self)
    unsafe place.storeBytes(of: buffer.length, toByteOffset: 8, as: UInt32.self)
    let flags: UInt16 = (follower == nil ? 0 : 1) | (isWritable ? 2 : 0)
    unsafe place.storeBytes(of: flags, toByteOffset: 12, as: UInt16.self)
    unsafe place.storeBytes(of: UInt16(follower ?? 0), toByteOffset: 14, as: UInt16.self)
  }

  /// Shows the device all chains that were added.
  /// - Returns: whether it wants to be notified.
  public func publish() -> Bool {
    let old = published
    guard available != old else { return false }
    published = available
    store(available, at: layout.available + VirtqueueLayout.index)
    // The device may go to sleep between our look at its wish and its look at our index (2.7.13.4.1).
    ring_fence()
    guard hasEventIndex else {
      return load(layout.used + VirtqueueLayout.flags) & 1 == 0
    }
    // Whether its event index is among those just passed (2.7.10).
    let event = load(layout.availableEvent)
    return available &- event &- 1 < available &- old
  }
}

// MARK: - From the device

extension Virtqueue {
  /// Chains that the device is done with and `next` has not returned; the device's word for it.
  public var pendingCount: Int {
    isBroken ? 0 : Int(load(layout.used + VirtqueueLayout.index) &- taken)
  }

  /// Chains were published that the device is not done with.
  var isTaking: Bool { !isBroken && pendingCount < inFlight }

  /// The next chain that the device is done with, in its order; nil when there is none.
  public func next() throws(Fault) -> Used? {
    guard !isBroken else { return nil }
    let pending = pendingCount
    guard pending > 0 else { return nil }
    // Those not yet published it cannot have seen.
    guard pending <= inFlight - Int(available &- published) else { throw fault(.index) }
    let entry = layout.used + VirtqueueLayout.ring + 8 * (Int(taken) & (size - 1))
    // Safety: the entry is inside of the ring.
    let number = unsafe ring_load32(memory + entry)
    let written = unsafe ring_load32(memory + entry + 4)
    guard number < UInt32(size), lengths[Int(number)] > 0 else { throw fault(.head) }
    let head = Int(number)
    guard written <= rooms[head] else { throw fault(.length) }
    release(head)
    taken &+= 1
    return Used(head: head, written: Int(written))
  }

  /// Puts a chain's descriptors first in the list of free ones.
  private func release(_ head: Int) {
    var last = head
    for _ in 1..<max(lengths[head], 1) { last = Int(following[last]) }
    following[last] = UInt16(truncatingIfNeeded: firstFree)
    firstFree = head
    freeCount += Int(lengths[head])
    lengths[head] = 0
    inFlight -= 1
  }

  private func fault(_ fault: Fault) -> Fault {
    isBroken = true
    return fault
  }

  /// Asks for an interrupt when `count` more chains are done than were taken.
  /// - Returns: true when some are already, so that the interrupt may not come.
  public func arm(after count: Int = 1) -> Bool {
    guard !isBroken else { return false }
    if hasEventIndex {
      store(taken &+ UInt16(count - 1), at: layout.usedEvent)
    } else {
      store(0, at: layout.available + VirtqueueLayout.flags)
    }
    ring_fence()
    return pendingCount >= count
  }

  /// Asks for no interrupt. With event indices that is what happens by itself: an index that was passed is
  /// passed again after 65536 chains.
  public func disarm() {
    if !hasEventIndex { store(1, at: layout.available + VirtqueueLayout.flags) }
  }
}

// MARK: - Shared memory

extension Virtqueue {
  private func load(_ offset: Int) -> UInt16 {
    // Safety: offsets are the layout's.
    unsafe ring_load16(memory + offset)
  }

  private func store(_ value: UInt16, at offset: Int) {
    // Safety: offsets are the layout's.
    unsafe ring_store16(memory + offset, value)
  }
}

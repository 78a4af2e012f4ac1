// A virtio device behind the mmio transport (virtio 1.2, 4.2), from its discovery to its start (3.1.1):
//
//     VirtioDevice(kind)     looks through the slots, resets it, says that there is a driver
//     negotiate(…)           features
//     queue(…)               each queue the driver uses
//     start()                its interrupt, and "driver ok"
//
// then for good: notify, acknowledge; or `fail`, which switches it off.

internal import Platform

/// A device that one driver has.
public final class VirtioDevice {
  public let kind: VirtioKind
  private let slot: UInt32
  private var features: UInt64 = 0
  /// What the device reads and writes; it is given back when the device is switched off.
  private var memories: [UnsafeMutableRawPointer] = []

  /// Slots whose device has a driver, a bit each. One thread: no lock.
  private nonisolated(unsafe) static var taken: UInt32 = 0

  /// Takes the first device of a kind that no driver has.
  /// - Throws: `missing`, `legacy`, `stuck`.
  @export(interface)
  public init(_ kind: VirtioKind) throws(VirtioFailure) {
    guard let slot = Self.find(kind, among: platform_virtio_open()) else { throw .missing(kind) }
    self.kind = kind
    self.slot = slot
    Self.taken |= 1 << slot
    guard read(.version) == VirtioRegister.modern else { throw .legacy(kind) }
    guard reset() else { throw .stuck(kind) }
    write(VirtioStatus.acknowledge, .status)
    write(VirtioStatus.acknowledge | VirtioStatus.driver, .status)
  }

  deinit {
    // A device that cannot be stopped keeps its memory.
    guard reset() else { return }
    for memory in unsafe memories { unsafe memory.deallocate() }
    Self.taken &= ~(1 << slot)
  }

  /// From the last slot down, as QEMU fills them: each look is an exit from the machine.
  private static func find(_ kind: VirtioKind, among count: UInt32) -> UInt32? {
    var slot = count
    while slot > 0 {
      slot -= 1
      if taken >> slot & 1 == 0,
        platform_virtio_read(slot, VirtioRegister.deviceID.rawValue) == kind.rawValue,
        platform_virtio_read(slot, VirtioRegister.magic.rawValue) == VirtioRegister.magicValue
      {
        return slot
      }
    }
    return nil
  }

  /// Writes zero to the status and waits until it is (4.2.3.1.1); false when the device never gets there.
  private func reset() -> Bool {
    write(0, .status)
    for _ in 0..<DriverLimits.resetLooks where read(.status) == 0 { return true }
    return false
  }
}

// MARK: - Start

extension VirtioDevice {
  /// Accepts what the device offers and `choose` wants of it, and VERSION_1, without which there is no agreement.
  /// - Parameters:
  ///   - needed: those that the driver cannot do without.
  ///   - choose: is given what is offered.
  /// - Returns: those that hold.
  @export(interface)
  public func negotiate(
    needed: UInt64 = 0, _ choose: (_ offered: UInt64) -> UInt64 = { _ in 0 }
  ) throws(VirtioFailure) -> UInt64 {
    write(0, .deviceFeaturesSelect)
    var offered = UInt64(read(.deviceFeatures))
    write(1, .deviceFeaturesSelect)
    offered |= UInt64(read(.deviceFeatures)) << 32
    let needed = needed | VirtioFeature.version1
    guard offered & needed == needed else { throw .features(kind) }
    features = offered & (choose(offered) | needed | VirtioFeature.eventIndex)
    write(0, .driverFeaturesSelect)
    write(UInt32(truncatingIfNeeded: features), .driverFeatures)
    write(1, .driverFeaturesSelect)
    write(UInt32(truncatingIfNeeded: features >> 32), .driverFeatures)
    let status = VirtioStatus.acknowledge | VirtioStatus.driver | VirtioStatus.featuresOK
    write(status, .status)
    guard read(.status) & VirtioStatus.featuresOK != 0 else { throw .features(kind) }
    return features
  }

  /// Makes the queue with a number, of at most `size` descriptors (a power of two); between `negotiate`
  /// and `start`.
  @export(interface)
  public func queue(_ number: Int, size: Int) throws(VirtioFailure) -> Virtqueue {
    write(UInt32(number), .queueSelect)
    guard read(.queueReady) == 0 else { throw .queue(kind) }
    let most = Int(read(.queueSizeMaximum))
    guard most > 0 else { throw .queue(kind) }
    var size = size
    while size > most { size /= 2 }
    let layout = VirtqueueLayout(size: size)
    let memory = unsafe share(layout.byteCount, alignment: VirtqueueLayout.alignment)
    let queue = unsafe Virtqueue(
      layout: layout, memory: memory, hasEventIndex: features & VirtioFeature.eventIndex != 0)
    write(UInt32(size), .queueSize)
    unsafe write(address: address(of: memory), .queueDescriptors)
    unsafe write(address: address(of: memory + layout.available), .queueAvailable)
    unsafe write(address: address(of: memory + layout.used), .queueUsed)
    write(1, .queueReady)
    return queue
  }

  /// Lets the device work. Returns the source that tells of its interrupts.
  @export(interface)
  public func start() -> UInt32 {
    let source = platform_virtio_connect(slot)
    write(
      VirtioStatus.acknowledge | VirtioStatus.driver | VirtioStatus.featuresOK
        | VirtioStatus.driverOK, .status)
    return source
  }
}

// MARK: - Work

extension VirtioDevice {
  /// Memory that the device may be told to read and write, for as long as it has a driver.
  public func share(_ byteCount: Int, alignment: Int = 16) -> UnsafeMutableRawPointer {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: alignment)
    unsafe memories.append(memory)
    return unsafe memory
  }

  /// The address by which the device reaches memory.
  public func address(of memory: UnsafeRawPointer) -> UInt64 {
    unsafe platform_dma_address(memory)
  }

  /// Publishes what was added to a queue, and notifies the device when it wants that.
  /// - Returns: whether it did.
  @discardableResult
  public func publish(_ queue: Virtqueue, _ number: Int) -> Bool {
    guard queue.publish() else { return false }
    write(UInt32(number), .queueNotify)
    return true
  }

  /// Answers an interrupt, after which the device may make the next. To be done before its rings are
  /// looked at.
  /// - Returns: what it was for, bits of `VirtioInterrupt`.
  @discardableResult
  public func acknowledge() -> UInt32 {
    let causes = read(.interruptStatus)
    if causes != 0 { write(causes, .interruptAcknowledge) }
    return causes
  }

  /// A word of the device's configuration.
  public func configuration(_ offset: UInt32) -> UInt32 {
    platform_virtio_read(slot, VirtioRegister.configuration.rawValue + offset)
  }

  /// A byte of the device's configuration.
  public func configurationByte(_ offset: UInt32) -> UInt8 {
    platform_virtio_read_byte(slot, VirtioRegister.configuration.rawValue + offset)
  }

  /// Switches the device off, for good: it broke the protocol.
  public func fail() {
    write(VirtioStatus.failed, .status)
    _ = reset()
  }

  private func read(_ register: VirtioRegister) -> UInt32 {
    platform_virtio_read(slot, register.rawValue)
  }

  private func write(_ value: UInt32, _ register: VirtioRegister) {
    platform_virtio_write(slot, register.rawValue, value)
  }

  /// An address takes two registers, the low half first.
  private func write(address: UInt64, _ register: VirtioRegister) {
    platform_virtio_write(slot, register.rawValue, UInt32(truncatingIfNeeded: address))
    platform_virtio_write(slot, register.rawValue + 4, UInt32(truncatingIfNeeded: address >> 32))
  }
}

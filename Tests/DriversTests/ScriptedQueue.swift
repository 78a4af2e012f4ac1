@testable import Drivers

/// The device's side of a virtqueue, over the same memory; as honest as the test that scripts it.
final class ScriptedQueue {
  let layout: VirtqueueLayout
  let memory: UnsafeMutableRawPointer
  private var taken: UInt16 = 0
  private(set) var used: UInt16 = 0

  /// A queue that nobody has told a device of yet, and its device.
  static func pair(size: Int, hasEventIndex: Bool) -> (queue: Virtqueue, device: ScriptedQueue) {
    let layout = VirtqueueLayout(size: size)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: layout.byteCount, alignment: 16)
    let device = ScriptedQueue(layout: layout, memory: memory, owns: true)
    return (Virtqueue(layout: layout, memory: memory, hasEventIndex: hasEventIndex), device)
  }

  private let owns: Bool

  init(layout: VirtqueueLayout, memory: UnsafeMutableRawPointer, owns: Bool = false) {
    self.layout = layout
    self.memory = memory
    self.owns = owns
  }

  deinit { if owns { memory.deallocate() } }

  func word(_ offset: Int) -> UInt16 { memory.load(fromByteOffset: offset, as: UInt16.self) }

  func set(_ value: UInt16, at offset: Int) {
    memory.storeBytes(of: value, toByteOffset: offset, as: UInt16.self)
  }

  /// A descriptor as it stands in the table.
  struct Descriptor: Equatable {
    var address: UInt64
    var length: UInt32
    var flags: UInt16
    var next: UInt16
  }

  func descriptor(_ index: Int) -> Descriptor {
    Descriptor(
      address: memory.load(fromByteOffset: 16 * index, as: UInt64.self),
      length: memory.load(fromByteOffset: 16 * index + 8, as: UInt32.self),
      flags: word(16 * index + 12), next: word(16 * index + 14))
  }

  /// Takes the next chain that was published: its head and descriptors.
  func take() -> (head: Int, chain: [Descriptor])? {
    guard word(layout.available + 2) != taken else { return nil }
    let head = Int(word(layout.available + 4 + 2 * (Int(taken) & (layout.size - 1)))) % layout.size
    taken &+= 1
    var chain = [descriptor(head)]
    while let last = chain.last, last.flags & 1 != 0, chain.count < layout.size {
      chain.append(descriptor(Int(last.next) % layout.size))
    }
    return (head, chain)
  }

  /// Puts an entry into the used ring, whatever it says.
  func push(_ head: Int, written: Int = 0) {
    let entry = layout.used + 4 + 8 * (Int(used) & (layout.size - 1))
    memory.storeBytes(
      of: UInt32(truncatingIfNeeded: head), toByteOffset: entry, as: UInt32.self)
    memory.storeBytes(
      of: UInt32(truncatingIfNeeded: written), toByteOffset: entry + 4, as: UInt32.self)
    used &+= 1
    set(used, at: layout.used + 2)
  }

  /// Whether a device that keeps to event indices would interrupt for the last `count` entries (2.7.10).
  func interrupts(after count: UInt16 = 1) -> Bool {
    used &- word(layout.usedEvent) &- 1 < count
  }
}

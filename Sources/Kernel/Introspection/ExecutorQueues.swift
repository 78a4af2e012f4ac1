// The executor's queues of a unikernel that stands still, read from its memory.
//
//     sleeperQueue  0 ──► entries    an array: 16 count, 32… elements       TimerQueue, Time
//                   8 ──► heap       an array of 32-bit indexes into it
//     entry         0 deadline   8 order   16 task, 0 in a free slot   24 position   28 use
//     readyQueue    0 ──► first      a task that yielded has its lowest bit set; 16 bytes into
//                                    each is the next                       ReadyQueue, Runtime
//
// The layouts are those of the image's Swift; Tests/Boot compares what is read with what the unikernel says
// itself. Nothing is believed: what contradicts itself is left out.

public import Time

/// Who sleeps, and who waits for nothing but its turn, in a unikernel that stands still.
public struct ExecutorQueues: Sendable {
  /// Addresses of tasks that sleep, with their deadlines.
  public private(set) var sleepers: [(task: UInt, deadline: Instant)] = []
  /// Addresses of tasks that yielded.
  public private(set) var yielded: [UInt] = []

  /// What the two variables' names contain; the mangling's first letters are the compiler's.
  public static let sleeperSymbol = "7Runtime12sleeperQueue"
  public static let readySymbol = "7Runtime10readyQueue"

  /// Entries of a queue that are looked at: more than a heap of any size has tasks.
  private static let limit = 1 << 22
  private static let arrayCount: UInt = 16
  private static let arrayElements: UInt = 32
  private static let entrySize: UInt = 32

  /// - Parameters:
  ///   - sleepers, ready: where the variables are; nil: the image has none.
  public init(of memory: InspectedMemory, sleepers: UInt?, ready: UInt?) {
    if let sleepers { self.sleepers = Self.sleepers(memory, sleepers) }
    if let ready { yielded = Self.yielded(memory, ready) }
  }

  private static func sleepers(
    _ memory: InspectedMemory, _ queue: UInt
  ) -> [(task: UInt, deadline: Instant)] {
    guard let entries = memory.word(at: queue), let heap = memory.word(at: queue &+ 8),
      let slots = memory.word(at: entries &+ arrayCount),
      let count = memory.word(at: heap &+ arrayCount), count <= slots, slots <= limit
    else { return [] }
    var sleepers: [(task: UInt, deadline: Instant)] = []
    for index in 0..<count {
      guard let pair = memory.word(at: heap &+ arrayElements &+ index / 2 * 8) else { break }
      let slot = index % 2 == 0 ? pair & 0xffff_ffff : pair >> 32
      let entry = entries &+ arrayElements &+ slot &* entrySize
      guard slot < slots, let deadline = memory.word(at: entry),
        let task = memory.word(at: entry &+ 16), task != 0
      else { continue }
      sleepers.append((task, Instant(nanoseconds: UInt64(deadline))))
    }
    return sleepers
  }

  private static func yielded(_ memory: InspectedMemory, _ queue: UInt) -> [UInt] {
    var yielded: [UInt] = []
    var left = limit
    var member = memory.word(at: queue) ?? 0
    while member != 0, left > 0 {
      left -= 1
      if member & 1 != 0 { yielded.append(member & ~1) }
      member = memory.word(at: (member & ~1) &+ 16) ?? 0
    }
    return yielded
  }
}

extension InspectedMemory {
  /// The word at `address`; nil when it cannot be read.
  public func word(at address: UInt) -> UInt? {
    guard address != 0 else { return nil }
    var word: UInt = 0
    let isRead = withUnsafeMutableBytes(of: &word) { unsafe read(address, into: $0) }
    return isRead ? word : nil
  }
}

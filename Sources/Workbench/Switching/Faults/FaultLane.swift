import Time

/// A frame that comes out of a fault injector.
package struct FaultyFrame: Equatable, Sendable {
  package var bytes: [UInt8]
  package var direction: FrameDirection
  /// What the caller called it when it went in.
  package var number: UInt64
  /// What happened to it on the way.
  package var faults: [Fault]
}

/// One direction of a link with faults: frames on their way, in the order in which they arrive.
///
///     take ──┬── swallowed
///            ├── waiting   [ due | due | … ]   due times never decrease
///            └── held      to be overtaken by so many, or until patience ends
struct FaultLane: Sendable {
  private let direction: FrameDirection
  private var waiting: [Waiting] = []
  /// Where `waiting` begins; what is before has gone.
  private var head = 0
  private var held: [Held] = []
  private var lastDue = Instant.zero
  /// When the link has sent what was given to it.
  private var freeAt = Instant.zero
  private(set) var ordinal = 0

  private struct Waiting: Sendable {
    var frame: FaultyFrame
    var due: Instant
  }

  private struct Held: Sendable {
    var frame: FaultyFrame
    var due: Instant
    var deadline: Instant
    var overtakers: Int
  }

  init(_ direction: FrameDirection) { self.direction = direction }

  /// When a frame comes out next; nil: none is on its way.
  var deadline: Instant? {
    let first = head < waiting.count ? waiting[head].due : nil
    let patience = held.lazy.map(\.deadline).min()
    return [first, patience].compactMap { $0 }.min()
  }

  /// The number of the frame that is taken next.
  mutating func count() -> Int {
    ordinal += 1
    return ordinal
  }

  /// What the settings say against a frame that arrives now; nil: nothing.
  func refusal(
    _ bytes: [UInt8], _ settings: FaultSettings, isDown: Bool, at now: Instant
  ) -> Fault? {
    if isDown { return .down }
    if let mtu = settings.mtu, Int64(bytes.count - Self.headerCount(bytes)) > mtu {
      return .tooLong
    }
    if waiting.count - head + held.count >= SwitchLimits.delayedFrames { return .overflowed }
    guard let bandwidth = settings.bandwidth, freeAt > now else { return nil }
    let backlog = Double((freeAt - now).nanoseconds) * Double(bandwidth) / 8e9
    return backlog + Double(bytes.count) > Double(settings.queue) ? .overflowed : nil
  }

  /// Takes a frame that is not lost.
  mutating func take(
    _ bytes: [UInt8], number: UInt64, _ faults: [Fault], _ settings: FaultSettings,
    at now: Instant
  ) {
    var frame = FaultyFrame(bytes: bytes, direction: direction, number: number, faults: faults)
    var delay = settings.delay
    var overtakers = 0
    var copies = 1
    for fault in faults {
      switch fault {
      case .corrupted(let bits): Self.flip(bits, of: &frame.bytes)
      case .delayed(let time): delay = max(.zero, delay + time)
      case .reordered(let count): overtakers = count
      case .duplicated: copies = 2
      case .lost, .tooLong, .down, .overflowed: return
      }
    }
    let due = departure(bytes.count * copies, settings, at: now) + delay
    for _ in 0..<copies {
      if overtakers > 0 {
        held.append(
          Held(
            frame: frame, due: due, deadline: due + SwitchLimits.patience, overtakers: overtakers))
      } else {
        append(frame, due: due)
      }
    }
    if overtakers == 0 { overtake() }
  }

  /// The next frame whose time has come.
  mutating func next(at now: Instant) -> FaultyFrame? {
    release { $0.deadline <= now }
    guard head < waiting.count, waiting[head].due <= now else { return nil }
    let frame = waiting[head].frame
    head += 1
    if head == waiting.count || head >= 1024 {
      waiting.removeSubrange(..<head)
      head = 0
    }
    return frame
  }

  /// When a link of limited bandwidth has sent these bytes.
  private mutating func departure(
    _ byteCount: Int, _ settings: FaultSettings, at now: Instant
  ) -> Instant {
    guard let bandwidth = settings.bandwidth else { return now }
    let time = Double(byteCount) * 8e9 / Double(bandwidth)
    freeAt = max(freeAt, now) + Duration(nanoseconds: Int64(min(time, 1e18)))
    return freeAt
  }

  private mutating func append(_ frame: FaultyFrame, due: Instant) {
    lastDue = max(lastDue, due)
    waiting.append(Waiting(frame: frame, due: lastDue))
  }

  /// A frame has passed those that are held.
  private mutating func overtake() {
    for index in held.indices { held[index].overtakers -= 1 }
    release { $0.overtakers <= 0 }
  }

  private mutating func release(_ isReady: (Held) -> Bool) {
    guard held.contains(where: isReady) else { return }
    let ready = held.filter(isReady)
    held.removeAll(where: isReady)
    for one in ready { append(one.frame, due: one.due) }
  }

  /// Bytes before what the MTU counts: an Ethernet header, with a tag or without.
  private static func headerCount(_ bytes: [UInt8]) -> Int {
    bytes.count >= 18 && bytes[12] == 0x81 && bytes[13] == 0 ? 18 : 14
  }

  /// Bits beyond the end do not count: a schedule may be replayed on shorter frames.
  private static func flip(_ bits: [Int], of bytes: inout [UInt8]) {
    for bit in bits where bit / 8 < bytes.count {
      bytes[bit / 8] ^= 0x80 >> UInt8(bit % 8)
    }
  }
}

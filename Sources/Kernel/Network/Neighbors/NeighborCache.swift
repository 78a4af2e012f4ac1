// Which hardware address a neighbour has: ARP's cache and neighbour discovery's are one machine (RFC 4861, section
// 7.3; ARP has no states of its own, and RFC 1122, section 2.3.2.1 wants such).
//
//     resolve ──► incomplete ──answer──► reachable ──30 s──► stale ──used──► delay ──5 s──► probe
//                   │ 3 questions            ▲                                                │ 3 questions,
//                   ▼ unanswered             └────────────────── answer ──────────────────────┘ to it alone
//                 failed                                                                     gone
//
// A packet for a neighbour that is being asked for waits here, a few for each. Pure: the time is an argument,
// what is to be sent a result.

public import Time
public import Wire

/// Hardware addresses by addresses of one protocol.
public struct NeighborCache<Address: Hashable & Sendable> {
  /// What is known of a neighbour.
  public enum State: Sendable, Equatable {
    /// It was asked for so many times.
    case incomplete(Int)
    case reachable
    /// Nobody has heard of it for a while.
    case stale
    /// It was used again, and will be asked soon.
    case delay
    /// It was asked so many times whether it is still there.
    case probe(Int)
  }

  /// How a packet gets to a neighbour.
  public enum Resolution: Equatable, Sendable {
    case known(MACAddress)
    /// Ask for it, and let the packet wait.
    case ask
    /// It was asked for: let the packet wait.
    case waiting
    /// Too many are being asked for.
    case full
  }

  /// What is due.
  public enum Event: Sendable {
    /// Ask for it: all, or it alone.
    case ask(Address, at: MACAddress?)
    /// It does not answer; these packets cannot be sent.
    case failed(Address, packets: [[UInt8]])
  }

  struct Entry {
    var hardware: MACAddress
    var state: State
    /// When something is due; of none in `stale`.
    var deadline: Instant
    var lastUsed: Instant
    var packets: [[UInt8]] = []
  }

  private(set) var entries: [Address: Entry] = [:]
  /// Not after the first deadline of all entries.
  public private(set) var deadline = Instant.distantFuture

  public init() {}

  /// For a packet that is to be sent now.
  public mutating func resolve(_ address: Address, now: Instant) -> Resolution {
    guard let entry = entries[address] else { return begin(address, now) }
    switch entry.state {
    case .incomplete: return .waiting
    case .reachable: break
    case .stale: wait(address, .delay, until: now + NetworkLimits.firstProbeDelay)
    case .delay, .probe: break
    }
    entries[address]?.lastUsed = now
    return .known(entry.hardware)
  }

  private mutating func begin(_ address: Address, _ now: Instant) -> Resolution {
    guard makeRoom() else { return .full }
    entries[address] = Entry(
      hardware: .unspecified, state: .incomplete(1), deadline: now, lastUsed: now)
    wait(address, .incomplete(1), until: now + NetworkLimits.questionInterval)
    return .ask
  }

  /// Lets a packet wait for an answer; the oldest makes room. False: it is not being asked for.
  @discardableResult
  public mutating func hold(_ packet: [UInt8], for address: Address) -> Bool {
    guard case .incomplete = entries[address]?.state else { return false }
    if entries[address]?.packets.count == NetworkLimits.waitingPackets {
      entries[address]?.packets.removeFirst()
    }
    entries[address]?.packets.append(packet)
    return true
  }

  private mutating func wait(_ address: Address, _ state: State, until deadline: Instant) {
    entries[address]?.state = state
    entries[address]?.deadline = deadline
    self.deadline = min(self.deadline, deadline)
  }

  /// Drops the one that was not used for longest, if there are too many; false when all are being asked for.
  private mutating func makeRoom() -> Bool {
    guard entries.count >= NetworkLimits.neighbors else { return true }
    var oldest: (address: Address, used: Instant)?
    for (address, entry) in entries {
      if case .incomplete = entry.state { continue }
      if let found = oldest, found.used <= entry.lastUsed { continue }
      oldest = (address, entry.lastUsed)
    }
    guard let oldest else { return false }
    entries[oldest.address] = nil
    return true
  }
}

// MARK: - What is heard

extension NeighborCache {
  /// A neighbour has said where it is.
  /// - Parameters:
  ///   - isAnswer: to our question: so it can hear us.
  ///   - addsNew: whether one that nobody asked for is kept.
  /// - Returns: packets that waited for it.
  public mutating func learn(
    _ address: Address, _ hardware: MACAddress, isAnswer: Bool, addsNew: Bool, now: Instant
  ) -> [[UInt8]] {
    guard hardware.isUnicast else { return [] }
    guard let known = entries[address] else {
      guard addsNew, makeRoom() else { return [] }
      entries[address] = Entry(
        hardware: hardware, state: .stale, deadline: .distantFuture, lastUsed: now)
      return []
    }
    let isChanged = known.hardware != hardware
    entries[address]?.hardware = hardware
    entries[address]?.packets = []
    if isAnswer {
      wait(address, .reachable, until: now + NetworkLimits.reachableTime)
    } else if isChanged {
      entries[address]?.state = .stale
      entries[address]?.deadline = .distantFuture
    }
    return known.packets
  }

  /// The next thing that is due; called until there is none.
  public mutating func poll(now: Instant) -> Event? {
    guard now >= deadline else { return nil }
    var next = Instant.distantFuture
    var due: Address?
    for (address, entry) in entries {
      if due == nil, entry.deadline <= now {
        due = address
      } else {
        next = min(next, entry.deadline)
      }
    }
    deadline = next
    guard let due, let entry = entries[due] else { return nil }
    switch entry.state {
    case .incomplete(let count) where count < NetworkLimits.questions:
      wait(due, .incomplete(count + 1), until: now + NetworkLimits.questionInterval)
      return .ask(due, at: nil)
    case .incomplete:
      entries[due] = nil
      return .failed(due, packets: entry.packets)
    case .delay:
      wait(due, .probe(1), until: now + NetworkLimits.questionInterval)
      return .ask(due, at: entry.hardware)
    case .probe(let count) where count < NetworkLimits.questions:
      wait(due, .probe(count + 1), until: now + NetworkLimits.questionInterval)
      return .ask(due, at: entry.hardware)
    case .probe:
      entries[due] = nil
      return .failed(due, packets: [])
    case .reachable, .stale:
      entries[due]?.state = .stale
      entries[due]?.deadline = .distantFuture
      return poll(now: now)
    }
  }

  /// All that is known, for people.
  public var known: [(address: Address, hardware: MACAddress, state: State)] {
    entries.map { ($0.key, $0.value.hardware, $0.value.state) }
  }
}

/// One line of a result: a measurement, what it was measured beside, what we want it to be.
public struct Row: Sendable {
  /// Another row's measurement, taken in the same rounds.
  public struct Peer: Sendable {
    let name: String
    let samples: Samples
  }

  public enum Aim: Sendable, Equatable {
    /// The median, in the row's unit.
    case atMost(Double)
    /// The quotient of the median and the peer's.
    case ratioAtMost(Double)
  }

  public let name: String
  public let unit: Unit
  public let samples: Samples
  public var peer: Peer?
  public var aim: Aim?

  init(_ name: String, _ unit: Unit, _ samples: Samples, beside peer: Peer? = nil, aim: Aim? = nil)
  {
    self.name = name
    self.unit = unit
    self.samples = samples
    self.peer = peer
    self.aim = aim
  }

  /// This row as what another is measured beside.
  var asPeer: Peer { Peer(name: name, samples: samples) }

  /// The quotient of the medians; nil without a peer.
  public var ratio: Double? { peer.flatMap { samples.ratio(to: $0.samples) } }

  /// Nil without an aim.
  public var isMet: Bool? {
    switch aim {
    case nil: nil
    case .atMost(let limit): samples.median <= limit
    case .ratioAtMost(let limit): ratio.map { $0 <= limit } ?? false
    }
  }
}

/// What a group of measurements came to.
public struct Outcome: Sendable {
  public let group: Group
  public internal(set) var rows: [Row] = []
  /// What a reader of the rows must know: what was left out and why, what differs from usual.
  public internal(set) var notes: [String] = []

  init(_ group: Group) { self.group = group }
}

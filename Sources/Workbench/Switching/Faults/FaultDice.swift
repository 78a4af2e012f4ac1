// Chance that can be had again: what happens to a frame depends on the seed, the direction and on how many
// frames of that direction came before it, and on nothing else. So two directions that interleave differently
// from run to run meet the same faults; and each kind of fault has numbers of its own, so that turning one on
// does not shift the others.
//
//     number(kind, direction, ordinal, index) = mix(… mix(mix(seed) ^ kind) … ^ index)
//
// `mix` is the output function of splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
// generators, 2014).

import Time

/// Decides what happens to frames.
struct FaultDice: Sendable {
  private let settings: FaultSettings
  private let root: UInt64

  init(_ settings: FaultSettings) {
    self.settings = settings
    root = Self.mix(settings.seed)
  }

  private enum Kind: UInt64 {
    case loss = 1
    case duplication
    case reordering
    case corruption
    case jitter
  }

  /// The faults of a frame.
  /// - Parameter ordinal: 1 for the first frame of its direction.
  func faults(_ direction: FrameDirection, _ ordinal: Int, byteCount: Int) -> [Fault] {
    func number(_ kind: Kind, _ index: UInt64 = 0) -> UInt64 {
      var value = Self.mix(root ^ kind.rawValue)
      value = Self.mix(value ^ (direction == .incoming ? 1 : 2))
      value = Self.mix(value ^ UInt64(ordinal))
      return Self.mix(value ^ index)
    }
    if settings.loss.contains(number(.loss)) { return [.lost] }
    var faults: [Fault] = []
    if byteCount > 0, settings.corruption.contains(number(.corruption)) {
      let count = 1 + Self.below(SwitchLimits.flippedBits, number(.corruption, 1))
      let bits = (0..<count).map {
        Int(Self.below(UInt64(byteCount) * 8, number(.corruption, 2 + $0)))
      }
      faults.append(.corrupted(bits: Array(Set(bits)).sorted()))
    }
    if settings.jitter > .zero {
      let span = UInt64(settings.jitter.nanoseconds)
      let offset = Int64(Self.below(2 * span + 1, number(.jitter))) - Int64(span)
      faults.append(.delayed(Duration(nanoseconds: offset)))
    }
    if settings.reordering.contains(number(.reordering)) {
      let count = 1 + Self.below(SwitchLimits.overtaking, number(.reordering, 1))
      faults.append(.reordered(by: Int(count)))
    }
    if settings.duplication.contains(number(.duplication)) { faults.append(.duplicated) }
    return faults
  }

  /// 0..<limit, each about as likely.
  private static func below(_ limit: UInt64, _ number: UInt64) -> UInt64 {
    number.multipliedFullWidth(by: limit).high
  }

  private static func mix(_ state: UInt64) -> UInt64 {
    var value = state &+ 0x9e37_79b9_7f4a_7c15
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}

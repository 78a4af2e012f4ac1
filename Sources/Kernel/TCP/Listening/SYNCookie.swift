// A connection that is not yet remembered (RFC 4987, section 3.6): the answer to a SYN says in its sequence number
// all that has to be known when the third segment comes back.
//
//     sequence number    | period 5 | MSS 3 | keyed hash 24 |
//     timestamp          | clock, rounded down … | ECN 1 | SACK 1 | window scale 4 |
//
// Who guesses is right once in 2^23 segments (two periods are valid). What does not fit is lost: window scale,
// SACK and ECN without timestamps, and the exact MSS.

internal import Time
internal import Wire

struct SYNCookie {
  let endpoints: TCPEndpoints
  let key: TCPKey
  let now: Instant

  /// A period in seconds.
  private static var period: UInt64 { 64 }
  private static var purpose: UInt32 { 3 }

  private static func size(_ index: Int) -> UInt16 {
    switch index {
    case 0: 216
    case 1: 536
    case 2: 1220
    case 3: 1360
    case 4: 1400
    case 5: 1440
    case 6: 1460
    default: 8940
    }
  }

  private var clock: UInt64 { now.nanoseconds / 1_000_000_000 / Self.period }

  private func hash(_ clock: UInt64, _ index: Int, _ peer: SequenceNumber) -> UInt32 {
    let word = UInt64(peer.rawValue) << 32 | UInt64(index) << 24 | (clock & 0xff_ffff)
    let hash = endpoints.hash(key, purpose: Self.purpose, with: word)
    return UInt32(truncatingIfNeeded: hash) & 0xff_ffff
  }

  /// The number with which a SYN is answered.
  func number(for syn: TCPHeader, defaultSize: Int) -> SequenceNumber {
    let size = syn.options.maximumSegmentSize ?? UInt16(truncatingIfNeeded: defaultSize)
    var index = 0
    while index < 7, Self.size(index + 1) <= size { index += 1 }
    let hash = hash(clock, index, syn.sequenceNumber)
    return SequenceNumber(
      UInt32(truncatingIfNeeded: clock & 31) << 27 | UInt32(truncatingIfNeeded: index) << 24 | hash)
  }

  /// The MSS in a number that this side gave to a peer with this ISN; nil: it did not, or long ago.
  func segmentSize(in number: SequenceNumber, peer: SequenceNumber) -> UInt16? {
    let index = Int(number.rawValue >> 24 & 7)
    let age = (clock &- UInt64(number.rawValue >> 27)) & 31
    guard age <= 1, clock >= age else { return nil }
    guard hash(clock - age, index, peer) == number.rawValue & 0xff_ffff else { return nil }
    return Self.size(index)
  }

  // MARK: - Timestamps

  /// A timestamp, not later than `value`, that remembers the options of a SYN.
  static func timestamp(_ value: UInt32, remembering syn: TCPHeader) -> UInt32 {
    var bits = UInt32(syn.options.windowScale ?? 15) & 15
    if syn.options.sackPermitted { bits |= 16 }
    if syn.flags.isSuperset(of: [.ece, .cwr]) { bits |= 32 }
    let stamp = value & ~63 | bits
    return stamp > value ? stamp &- 64 : stamp
  }

  /// What a timestamp remembers.
  static func recall(_ echo: UInt32, into opening: inout TCPOpening) {
    let scale = UInt8(truncatingIfNeeded: echo & 15)
    opening.options.windowScale = scale < 15 ? scale : nil
    opening.options.sackPermitted = echo & 16 != 0
    opening.usesECN = echo & 32 != 0
  }
}

/// A tag of a virtual LAN (IEEE 802.1Q, 9.6).
///
///     | priority 3 | drop eligible 1 | identifier 12 |
public struct VLANTag: Equatable, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// - Parameters:
  ///   - identifier: 0...4095; 0 has a priority only, 4095 is reserved. Trap: it is greater.
  ///   - priority: 0...7. Trap: it is greater.
  public init(identifier: UInt16, priority: UInt16 = 0, isDropEligible: Bool = false) {
    precondition(identifier < 4096 && priority < 8, "no such tag")
    rawValue = priority << 13 | (isDropEligible ? 1 << 12 : 0) | identifier
  }

  public var identifier: UInt16 { rawValue & 0xfff }
  public var priority: UInt16 { rawValue >> 13 }
  public var isDropEligible: Bool { rawValue & 1 << 12 != 0 }
}

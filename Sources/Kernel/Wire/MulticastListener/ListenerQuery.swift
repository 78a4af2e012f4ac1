// Which groups are listened to on this link? (MLDv2: RFC 3810, section 5.1; MLDv1's is the first 24 bytes:
// RFC 2710, section 3)
//
//     | 130 | 0 | checksum 16          |
//     | maximum response code 16 | 0   |
//     | group 128                      |   0: all groups
//     | 0 4 S QRV 3 | QQIC 8 | count 16 |
//     | sources…                       |

internal import Bytes

/// A router's question.
public struct ListenerQuery: Equatable, Sendable {
  /// How long an answer may take, as it is coded on the wire.
  public var maximumResponseCode: UInt16
  /// `::` for all groups.
  public var group: IPv6Address
  /// What only MLDv2 has.
  public var version2: Version2?

  /// The second half of a query of MLDv2.
  public struct Version2: Equatable, Sendable {
    /// Routers are not to touch their timers.
    public var isSuppressed: Bool
    /// 0...7; 0: not said.
    public var robustness: UInt8
    /// The querier's interval, as it is coded on the wire.
    public var queryIntervalCode: UInt8
    public var sources: [IPv6Address]

    public init(
      isSuppressed: Bool = false, robustness: UInt8 = 2, queryIntervalCode: UInt8 = 125,
      sources: [IPv6Address] = []
    ) {
      self.isSuppressed = isSuppressed
      self.robustness = robustness
      self.queryIntervalCode = queryIntervalCode
      self.sources = sources
    }
  }

  public init(maximumResponseCode: UInt16, group: IPv6Address, version2: Version2?) {
    self.maximumResponseCode = maximumResponseCode
    self.group = group
    self.version2 = version2
  }

  /// Within how many milliseconds an answer is to be sent (RFC 3810, section 5.1.3; MLDv1's is a plain number).
  public var maximumResponseDelay: Int {
    guard version2 != nil, maximumResponseCode >= 0x8000 else { return Int(maximumResponseCode) }
    let mantissa = Int(maximumResponseCode & 0xfff) | 0x1000
    return mantissa << (Int(maximumResponseCode >> 12 & 7) + 3)
  }

  /// In bytes.
  public var byteCount: Int { 24 + (version2.map { 4 + 16 * $0.sources.count } ?? 0) }
}

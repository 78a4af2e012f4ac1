/// The control bits of a segment (RFC 9293, section 3.1; ECE and CWR: RFC 3168).
@frozen
public struct TCPFlags: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static var fin: Self { Self(rawValue: 0x01) }
  public static var syn: Self { Self(rawValue: 0x02) }
  public static var rst: Self { Self(rawValue: 0x04) }
  public static var psh: Self { Self(rawValue: 0x08) }
  public static var ack: Self { Self(rawValue: 0x10) }
  public static var urg: Self { Self(rawValue: 0x20) }
  /// The receiver saw a mark of congestion.
  public static var ece: Self { Self(rawValue: 0x40) }
  /// The sender has reduced its window.
  public static var cwr: Self { Self(rawValue: 0x80) }
}

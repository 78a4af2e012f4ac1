/// What is wrong with a datagram (RFC 4443, section 3.4).
public struct ICMPv6ParameterProblem: RawRepresentable, Equatable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static var erroneousField: Self { Self(rawValue: 0) }
  public static var unknownNextHeader: Self { Self(rawValue: 1) }
  public static var unknownOption: Self { Self(rawValue: 2) }
}

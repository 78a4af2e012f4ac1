/// A port of TCP or UDP (RFC 6335). 0 is reserved: what it means is the protocol's affair.
@frozen
public struct Port: RawRepresentable, Equatable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: UInt16

  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
  @inlinable public init(_ number: UInt16) { rawValue = number }

  public var description: String { "\(rawValue)" }
}

// An address and how many of its first bits name the network (RFC 4632, section 3.1).
//
//     10.0.0.7/24   network 10.0.0.0   mask 255.255.255.0   broadcast 10.0.0.255

/// An address in its network, or a network.
public struct IPv4Prefix: Equatable, Hashable, Sendable {
  public let address: IPv4Address
  /// 0...32.
  public let length: Int

  /// - Parameter length: trap: not in 0...32.
  public init(_ address: IPv4Address, length: Int) {
    precondition(length >= 0 && length <= 32, "an IPv4 prefix has 0 to 32 bits")
    self.address = address
    self.length = length
  }

  /// - Parameter mask: nil when its ones are not all in front of its zeros.
  public init?(_ address: IPv4Address, mask: IPv4Address) {
    let length = (~mask.rawValue).leadingZeroBitCount
    guard length == 32 || mask.rawValue << UInt32(length) == 0 else { return nil }
    self.init(address, length: length)
  }

  public var mask: IPv4Address {
    IPv4Address(rawValue: length == 0 ? 0 : ~0 << UInt32(32 - length))
  }

  /// The address with the bits behind the prefix zero.
  public var network: IPv4Address {
    IPv4Address(rawValue: address.rawValue & mask.rawValue)
  }

  /// All hosts of the network (RFC 919, section 7); nil where there is none (RFC 3021: 31 bits).
  public var broadcast: IPv4Address? {
    length < 31 ? IPv4Address(rawValue: address.rawValue | ~mask.rawValue) : nil
  }

  /// Whether `other` is in the network.
  public func contains(_ other: IPv4Address) -> Bool {
    (address.rawValue ^ other.rawValue) & mask.rawValue == 0
  }
}

/// An address and how many of its first bits name the network (RFC 4291, section 2.3).
public struct IPv6Prefix: BitwiseCopyable, Equatable, Hashable, Sendable, CustomStringConvertible {
  public let address: IPv6Address
  /// 0...128.
  public let length: Int

  /// - Parameter length: trap: not in 0...128.
  public init(_ address: IPv6Address, length: Int) {
    precondition(length >= 0 && length <= 128, "an IPv6 prefix has 0 to 128 bits")
    self.address = address
    self.length = length
  }

  /// The prefix that `text` is: an address, a slash, a number of 0 to 128; nil when it is anything else.
  public init?(_ text: String) {
    let characters = Array(text.utf8)
    guard let (slash, length) = Decimal.prefixLength(of: characters, limit: 128),
      let address = IPv6Address(characters[..<slash])
    else { return nil }
    self.init(address, length: length)
  }

  /// The address with the bits behind the prefix zero.
  public var network: IPv6Address {
    IPv6Address(high: address.high & mask.high, low: address.low & mask.low)
  }

  /// Whether `other` is in the network.
  public func contains(_ other: IPv6Address) -> Bool {
    (address.high ^ other.high) & mask.high == 0 && (address.low ^ other.low) & mask.low == 0
  }

  private var mask: (high: UInt64, low: UInt64) {
    // Shifts by 64 and more give zero.
    (~(~0 >> UInt64(min(length, 64))), ~(~0 >> UInt64(max(length - 64, 0))))
  }

  public var description: String { address.description + "/\(length)" }
}

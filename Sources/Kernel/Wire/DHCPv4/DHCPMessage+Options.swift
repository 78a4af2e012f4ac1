// What clients and servers ask of a message: the value of an option, or nil when it has none such.

extension DHCPMessage {
  /// A message without a type is one of BOOTP.
  public var messageType: DHCPMessageType? {
    for case .messageType(let type) in options { return type }
    return nil
  }

  public var serverIdentifier: IPv4Address? {
    for case .serverIdentifier(let address) in options { return address }
    return nil
  }

  public var requestedAddress: IPv4Address? {
    for case .requestedAddress(let address) in options { return address }
    return nil
  }

  public var subnetMask: IPv4Address? {
    for case .subnetMask(let mask) in options { return mask }
    return nil
  }

  /// Seconds; 0xffff_ffff: for ever.
  public var leaseTime: UInt32? {
    for case .leaseTime(let seconds) in options { return seconds }
    return nil
  }

  /// T1, in seconds.
  public var renewalTime: UInt32? {
    for case .renewalTime(let seconds) in options { return seconds }
    return nil
  }

  /// T2, in seconds.
  public var rebindingTime: UInt32? {
    for case .rebindingTime(let seconds) in options { return seconds }
    return nil
  }

  /// What the client may be told, in the order in which it wants it.
  public var parameterRequestList: [DHCPOptionCode]? {
    for case .parameterRequestList(let codes) in options { return codes }
    return nil
  }

  /// Bytes of IP.
  public var maximumMessageSize: UInt16? {
    for case .maximumMessageSize(let size) in options { return size }
    return nil
  }

  public var clientIdentifier: [UInt8]? {
    for case .clientIdentifier(let identifier) in options { return identifier }
    return nil
  }
}

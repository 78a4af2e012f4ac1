extension IPv4Prefix: CustomStringConvertible {
  /// Address and length: `10.0.0.7/24`.
  public var description: String { address.description + "/\(length)" }

  /// The prefix that `text` is: an address, a slash, a number of 0 to 32; nil when it is anything else.
  public init?(_ text: String) {
    let characters = Array(text.utf8)
    guard let (slash, length) = Decimal.prefixLength(of: characters, limit: 32),
      let address = IPv4Address(characters[..<slash])
    else { return nil }
    self.init(address, length: length)
  }
}

// A message of DHCP for IPv4 (RFC 2131, section 2; options: RFC 2132; long ones: RFC 3396).
//
//      0    | op 8 | htype 8 | hlen 8 | hops 8 |
//      4    | xid 32                           |
//      8    | secs 16        | B | 0 15        |
//     12    | ciaddr, yiaddr, siaddr, giaddr   |
//     28    | chaddr, 16 bytes                 |
//     44    | sname, 64 bytes                  |
//     108   | file, 128 bytes                  |
//     236   | 99 130 83 99                     |   then options
//
// `sname` and `file` may hold options as well (option 52), and an option that is longer than 255 bytes, or came
// in pieces, is the pieces put together in the order options, file, sname.
//
// A lease is asked for a few times an hour: unlike the formats of the packet path, this one has arrays. They
// hold no more than the message does.

/// A message, with its options understood.
public struct DHCPMessage: Equatable, Sendable {
  public enum Operation: UInt8, Sendable {
    /// From a client.
    case request = 1
    /// From a server.
    case reply = 2
  }

  public var operation: Operation
  /// Relays on the way.
  public var hops: UInt8
  /// xid: by which a client knows its answers.
  public var transactionIdentifier: UInt32
  /// Since the client began.
  public var seconds: UInt16
  /// The client cannot take answers to an address that it does not have yet.
  public var isBroadcast: Bool
  /// ciaddr: the client's, when it has one that it answers for.
  public var clientAddress: IPv4Address
  /// yiaddr: the client's to be.
  public var yourAddress: IPv4Address
  /// siaddr: of the next server of a boot.
  public var nextServerAddress: IPv4Address
  /// giaddr: of the relay.
  public var relayAddress: IPv4Address
  /// chaddr.
  public var clientHardwareAddress: MACAddress
  /// sname: at most 64 bytes without a zero; empty when there are options in its place.
  public var serverName: [UInt8]
  /// file: at most 128 bytes without a zero; empty when there are options in its place.
  public var bootFile: [UInt8]
  /// In the order in which they came; none twice.
  public var options: [DHCPOption]

  public init(
    operation: Operation, transactionIdentifier: UInt32, clientHardwareAddress: MACAddress,
    options: [DHCPOption] = []
  ) {
    self.operation = operation
    self.transactionIdentifier = transactionIdentifier
    self.clientHardwareAddress = clientHardwareAddress
    self.options = options
    hops = 0
    seconds = 0
    isBroadcast = false
    clientAddress = .unspecified
    yourAddress = .unspecified
    nextServerAddress = .unspecified
    relayAddress = .unspecified
    serverName = []
    bootFile = []
  }

  static var optionsOffset: Int { 240 }
  static var cookie: UInt32 { 0x6382_5363 }
  static var serverName: Range<Int> { 44..<108 }
  static var bootFile: Range<Int> { 108..<236 }
}

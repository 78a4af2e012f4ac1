import Bytes
import Testing

@testable import Wire

@Suite struct DHCPTests {
  /// A message of BOOTP's fields with these options.
  private func message(_ options: String, file: String = "", name: String = "") -> [UInt8] {
    var message = bytes("01010600 12345678 0005 8000" + String(repeating: "00000000", count: 4))
    message += bytes("525400000701 00000000000000000000")
    message += bytes(name) + [UInt8](repeating: 0, count: 64 - bytes(name).count)
    message += bytes(file) + [UInt8](repeating: 0, count: 128 - bytes(file).count)
    return message + bytes("63825363" + options)
  }

  private func parse(_ bytes: [UInt8]) throws -> DHCPMessage {
    try DHCPMessage.parse(bytes.span.bytes)
  }

  @Test func deconstruct() throws {
    let found = try parse(
      message("350101 3d0701525400000701 3204 0a070065 3902 0240 3703 010306 00 0c02 6d69 ff 99"))
    #expect(found.operation == .request && found.transactionIdentifier == 0x1234_5678)
    #expect(found.seconds == 5 && found.isBroadcast)
    #expect(found.clientHardwareAddress.description == "52:54:00:00:07:01")
    #expect(found.messageType == .discover && found.requestedAddress == IPv4Address(10, 7, 0, 101))
    #expect(found.clientIdentifier == bytes("01525400000701") && found.maximumMessageSize == 576)
    #expect(found.parameterRequestList == [.subnetMask, .routers, .domainNameServers])
    #expect(found.options.last == .hostName([0x6d, 0x69]))
  }

  @Test func construct() {
    var made = DHCPMessage(
      operation: .request, transactionIdentifier: 0x1234_5678,
      clientHardwareAddress: MACAddress("52:54:00:00:07:01")!,
      options: [
        .messageType(.discover),
        .classlessRoutes([
          DHCPRoute(destination: IPv4Prefix("10.8.0.0/13")!, router: IPv4Address(10, 7, 0, 9)),
          DHCPRoute(destination: IPv4Prefix("0.0.0.0/0")!, router: IPv4Address(10, 7, 0, 2)),
        ]),
      ])
    made.seconds = 5
    made.isBroadcast = true
    var bytes = [UInt8](repeating: 0xee, count: 548)
    let count = bytes.edit { made.emit(into: &$0) }
    #expect(count == 300)
    let expected = message("350101 790c 0d0a08 0a070009 00 0a070002 ff")
    #expect(
      Array(bytes.prefix(300)) == expected + [UInt8](repeating: 0, count: 300 - expected.count))
  }

  @Test func `a message that is too short is refused, and every cut of an option`() throws {
    let whole = message("350101 0c02 6d69")
    for length in 0..<whole.count {
      let part = Array(whole.prefix(length))
      // After a whole option the message may end without an end mark.
      if [240, 243].contains(length) {
        #expect(throws: Never.self) { try parse(part) }
      } else {
        #expect(throws: WireFailure.truncated) { try parse(part) }
      }
    }
  }

  @Test func `what is not DHCP on Ethernet is refused`() {
    for (place, expected) in [
      (0, WireFailure.value), (1, .unsupported), (2, .unsupported), (238, .unsupported),
    ] {
      var other = message("350101ff")
      other[place] ^= 0x40
      #expect(throws: expected) { try parse(other) }
    }
  }

  @Test func `pieces of an option are put together, from all fields`() throws {
    let found = try parse(
      message("340103 0c0161 350101 0c0162 ff", file: "0c0163 ff", name: "0c0164 0f0165 ff"))
    #expect(
      found.options == [
        .hostName(Array("abcd".utf8)), .messageType(.discover), .domainName([0x65]),
      ])
    #expect(found.serverName.isEmpty && found.bootFile.isEmpty)
  }

  @Test func `without overload the fields are names`() throws {
    let found = try parse(
      message("350101ff", file: "6162 00 63", name: String(repeating: "61", count: 64)))
    #expect(found.bootFile == [0x61, 0x62] && found.serverName.count == 64)
    let half = try parse(message("340101 ff", file: "350102 ff", name: "6162"))
    #expect(half.serverName == [0x61, 0x62] && half.bootFile.isEmpty && half.messageType == .offer)
  }

  @Test func `an overload that does not exist is refused`() {
    for options in ["340100ff", "340104ff", "34020101ff", "3400ff", "340101 340101 ff"] {
      #expect(throws: WireFailure.value) { try parse(message(options)) }
    }
  }

  @Test(arguments: [
    "0103ffffff", "0300", "03050a0000010a", "1a020043", "39020100", "350100", "35010a", "3501",
    "5001aa",
    "3d0101", "790121", "7905 20 0a070001", "79 04 00 0a0700", "7900", "0c00", "330400", "3700",
  ])
  func `data that is not of its option's form is kept as it is`(text: String) throws {
    var option = bytes(text)
    option[1] = UInt8(option.count - 2)
    let found = try parse(message(Hexadecimal.text(option.span.bytes) + "ff"))
    #expect(found.options == [.other(DHCPOptionCode(rawValue: option[0]), Array(option[2...]))])
    #expect(found.messageType == nil && found.subnetMask == nil && found.leaseTime == nil)
  }

  @Test func `what an offer says is found`() throws {
    let found = try parse(
      message("350102 36040a070002 330400000e10 3a0400000708 3b0400000c4e 0104ffffff00 ff"))
    #expect(found.serverIdentifier == IPv4Address(10, 7, 0, 2) && found.leaseTime == 3600)
    #expect(found.renewalTime == 1800 && found.rebindingTime == 3150)
    #expect(found.subnetMask == IPv4Address(255, 255, 255, 0))
  }

  @Test func `options that do not fit go into the other fields, or nowhere`() throws {
    func made(_ length: Int, file: [UInt8] = []) -> (message: DHCPMessage, bytes: [UInt8]?) {
      var message = DHCPMessage(
        operation: .reply, transactionIdentifier: 1, clientHardwareAddress: .broadcast,
        options: [
          .messageType(.offer), .hostName([UInt8](repeating: 0x61, count: 40)),
          .domainName([UInt8](repeating: 0x62, count: length)),
        ])
      message.bootFile = file
      var bytes = [UInt8](repeating: 0, count: 300)
      let count = bytes.edit { message.emit(into: &$0, limit: 300) }
      return (message, count.map { Array(bytes.prefix($0)) })
    }
    let fits = made(12)
    #expect(try fits.bytes.map(parse) == fits.message && fits.bytes?[240] == 53)
    let moved = made(13)
    #expect(try moved.bytes.map(parse) == moved.message && moved.bytes?[240] == 52)
    #expect(moved.bytes?[108] == 15)
    // The name of a file is in the way: only the other field is left.
    let narrow = made(61, file: [1])
    #expect(try narrow.bytes.map(parse) == narrow.message && narrow.bytes?[44] == 15)
    #expect(made(62, file: [1]).bytes == nil)
    #expect(made(126).bytes == nil)
  }
}

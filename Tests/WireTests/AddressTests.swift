import Testing

@testable import Wire

@Suite struct AddressTests {
  // MARK: - MAC

  @Test func `a hardware address is read and written`() {
    let address = MACAddress(0x52, 0x54, 0x00, 0x12, 0x34, 0x56)
    #expect(address.description == "52:54:00:12:34:56")
    #expect(MACAddress("52:54:00:12:34:56") == address)
    #expect(MACAddress("52-54-00-12-34-56") == address)
    #expect(MACAddress("52:54:00:AB:CD:EF")?.description == "52:54:00:ab:cd:ef")
    #expect(address.isUnicast && address.isLocallyAdministered && !address.isMulticast)
    #expect(MACAddress.broadcast.isBroadcast && MACAddress.broadcast.isMulticast)
    #expect(!MACAddress.unspecified.isUnicast)
    #expect(MACAddress(rawValue: .max) == .broadcast)
  }

  @Test(arguments: [
    "", "52:54:00:12:34", "52:54:00:12:34:5", "52:54:00:12:34:5g", "52:54:00:12:34:56:",
    "52:54-00:12:34:56", "525400123456", "52.54.00.12.34.56", "52:54:00:12:34:567",
  ])
  func `no hardware address`(text: String) { #expect(MACAddress(text) == nil) }

  @Test func `groups have hardware addresses`() {
    // RFC 1112, section 6.4; RFC 2464, section 7.
    #expect(MACAddress(group: IPv4Address(224, 129, 2, 3)).description == "01:00:5e:01:02:03")
    #expect(MACAddress(group: IPv6Address("ff02::1:ff12:3456")!).description == "33:33:ff:12:34:56")
  }

  // MARK: - IPv4

  @Test(arguments: ["0.0.0.0", "10.0.0.1", "255.255.255.255", "192.168.100.9", "1.20.99.100"])
  func `an IPv4 address is read and written`(text: String) {
    #expect(IPv4Address(text)?.description == text)
  }

  @Test(arguments: [
    "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "1.2.3.1000",
    "01.2.3.4", "1.2.3.00", "1.2.3.4 ", " 1.2.3.4", "1.2.3.-4", "+1.2.3.4", "1.2.3.4x", "0x1.2.3.4",
    "1.2.3.4/8", "99999999999999999999.1.1.1",
  ])
  func `no IPv4 address`(text: String) { #expect(IPv4Address(text) == nil) }

  @Test func `IPv4 addresses have kinds`() {
    #expect(IPv4Address(127, 1, 2, 3).isLoopback)
    #expect(IPv4Address(239, 255, 255, 255).isMulticast && IPv4Address(224, 0, 0, 1).isMulticast)
    #expect(!IPv4Address(240, 0, 0, 0).isMulticast && !IPv4Address(223, 255, 255, 255).isMulticast)
    #expect(IPv4Address(169, 254, 0, 1).isLinkLocal && !IPv4Address(169, 253, 0, 1).isLinkLocal)
    #expect(IPv4Address.broadcast.isBroadcast && !IPv4Address.broadcast.isUnicast)
    #expect(IPv4Address(10, 0, 0, 1).isUnicast && !IPv4Address.unspecified.isUnicast)
    #expect(!IPv4Address(0, 1, 2, 3).isUnicast && !IPv4Address(224, 0, 0, 1).isUnicast)
  }

  @Test func `an IPv4 prefix has network, mask and broadcast`() {
    let prefix = IPv4Prefix("10.1.2.3/22")!
    #expect(prefix.mask == IPv4Address(255, 255, 252, 0))
    #expect(prefix.network == IPv4Address(10, 1, 0, 0))
    #expect(prefix.broadcast == IPv4Address(10, 1, 3, 255))
    #expect(
      prefix.contains(IPv4Address(10, 1, 3, 255)) && !prefix.contains(IPv4Address(10, 1, 4, 0)))
    #expect(prefix.description == "10.1.2.3/22")
    let all = IPv4Prefix(.unspecified, length: 0)
    #expect(all.mask == .unspecified && all.contains(.broadcast))
    let one = IPv4Prefix(IPv4Address(10, 0, 0, 1), length: 32)
    #expect(
      one.mask == .broadcast && one.broadcast == nil && !one.contains(IPv4Address(10, 0, 0, 2)))
    // RFC 3021: two hosts, no broadcast.
    #expect(IPv4Prefix("10.0.0.0/31")!.broadcast == nil)
  }

  @Test func `a mask is a length when its ones are together`() {
    for length in 0...32 {
      let mask = IPv4Prefix(.unspecified, length: length).mask
      #expect(IPv4Prefix(.unspecified, mask: mask)?.length == length)
    }
    #expect(IPv4Prefix(.unspecified, mask: IPv4Address(255, 0, 255, 0)) == nil)
    #expect(IPv4Prefix(.unspecified, mask: IPv4Address(0, 0, 0, 1)) == nil)
    #expect(IPv4Prefix(.unspecified, mask: IPv4Address(127, 255, 255, 255)) == nil)
  }

  @Test(arguments: [
    "10.0.0.0", "10.0.0.0/", "/8", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/-1", "10.0.0/8", "1/2/3",
    "10.0.0.0/1000",
  ])
  func `no IPv4 prefix`(text: String) { #expect(IPv4Prefix(text) == nil) }

  // MARK: - IPv6

  /// RFC 5952, section 4, and what glibc's inet_ntop prints.
  @Test(arguments: [
    ("2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"),
    ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:DB8::1", "2001:db8::1"),
    ("2001:0:0:1::1", "2001:0:0:1::1"), ("2001:0:0:0:1:0:0:1", "2001::1:0:0:1"),
    ("0:0:0:0:0:0:0:0", "::"), ("::1", "::1"), ("1::", "1::"),
    ("::ffff:10.0.0.1", "::ffff:10.0.0.1"),
    ("::ffff:a00:1", "::ffff:10.0.0.1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
    ("fe80::5054:ff:fe12:3456", "fe80::5054:ff:fe12:3456"),
    ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
    ("ff02::1:ff00:0", "ff02::1:ff00:0"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("0:1::", "0:1::"),
  ])
  func `an IPv6 address is read in every form and written in one`(text: String, form: String) {
    #expect(IPv6Address(text)?.description == form)
  }

  @Test func `what is written is read`() {
    var values = RandomValues(seed: 20)
    for _ in 0..<5000 {
      let address = values.ipv6()
      #expect(IPv6Address(address.description) == address)
    }
  }

  @Test(arguments: [
    "", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:",
    ":1:2:3:4:5:6:7:8",
    "::1::", "1::2::3", "12345::", "::g", "::1 ", "fe80::1%eth0", "::1.2.3", "1.2.3.4",
    "::1.2.3.4:5",
    "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4::5:6:7:8", "::/64", "[::1]", "1:::2", "::01.2.3.4",
  ])
  func `no IPv6 address`(text: String) { #expect(IPv6Address(text) == nil) }

  @Test func `IPv6 addresses have kinds`() {
    #expect(IPv6Address.unspecified.isUnspecified && IPv6Address.loopback.isLoopback)
    #expect(IPv6Address("febf::1")!.isLinkLocal && !IPv6Address("fec0::1")!.isLinkLocal)
    #expect(IPv6Address("fdff::1")!.isUniqueLocal && !IPv6Address("fe00::1")!.isUniqueLocal)
    #expect(IPv6Address.allNodes.isMulticast && IPv6Address.allNodes.multicastScope == 2)
    #expect(IPv6Address.loopback.multicastScope == nil)
    #expect(IPv6Address.allNodes.description == "ff02::1")
    #expect(IPv6Address.allRouters.description == "ff02::2")
    #expect(IPv6Address.allMLDv2Routers.description == "ff02::16")
    #expect(IPv6Address("2001:db8::12:3456")!.solicitedNode.description == "ff02::1:ff12:3456")
    #expect(IPv6Address(mapped: IPv4Address(10, 0, 0, 1)).mapped == IPv4Address(10, 0, 0, 1))
    #expect(IPv6Address.loopback.mapped == nil)
  }

  @Test func `an interface's identifier comes from its hardware address`() {
    // RFC 4291, appendix A.
    let identifier = IPv6Address.interfaceIdentifier(of: MACAddress("34:56:78:9a:bc:de")!)
    #expect(identifier == 0x3656_78ff_fe9a_bcde)
  }

  @Test func `an IPv6 prefix has a network`() {
    let prefix = IPv6Prefix("2001:db8:1:2:3::1/60")!
    #expect(prefix.network.description == "2001:db8:1::")
    #expect(prefix.contains(IPv6Address("2001:db8:1:f::9")!))
    #expect(!prefix.contains(IPv6Address("2001:db8:1:10::9")!))
    #expect(IPv6Prefix(.loopback, length: 0).contains(.allNodes))
    #expect(IPv6Prefix(.loopback, length: 128).contains(.loopback))
    #expect(!IPv6Prefix(.loopback, length: 128).contains(.unspecified))
    #expect(IPv6Prefix(.loopback, length: 127).contains(.unspecified))
    #expect(IPv6Prefix(.loopback, length: 64).network == .unspecified)
    #expect(IPv6Prefix("::/129") == nil && IPv6Prefix("::1") == nil)
  }
}

// What a namespace's kernel is told to set up interfaces (rtnetlink(7); linux/rtnetlink.h, if_link.h,
// if_addr.h). Numbers are in the machine's order, addresses in the network's.
//
//     | length 32 | type 16 | flags 16 | sequence 32 | port 32 | body | attributes… |
//     attribute:  | length 16 | type 16 | value, padded to 32 bits |

import Wire

/// Messages, one after the other.
struct NetlinkMessages {
  private(set) var bytes: [UInt8] = []
  /// What each message is about, for the one that is refused.
  private(set) var subjects: [String] = []

  private enum Kind: UInt16 {
    case newLink = 16
    case newAddress = 20
    case newRoute = 24
  }

  /// NLM_F_REQUEST, NLM_F_ACK.
  private static let change: UInt16 = 1 | 4
  /// And NLM_F_EXCL, NLM_F_CREATE.
  private static let create: UInt16 = change | 0x200 | 0x400
  private static let inet: UInt8 = 2
  private static let inet6: UInt8 = 10

  /// Brings an interface up.
  mutating func bringUp(_ name: String, index: UInt32) {
    add("\(name): up", .newLink, Self.change) { message in
      message.linkBody(index, flags: 1)
    }
  }

  /// Sets the card's address and the MTU; the kernel is to make no IPv6 address by itself.
  mutating func setUp(_ interface: ClientInterface, index: UInt32, hasIPv6: Bool) {
    add("\(interface.name): address and MTU", .newLink, Self.change) { message in
      message.linkBody(index, flags: 0)
      let address = interface.address.rawValue
      message.attribute(1) { value in
        for shift in stride(from: 40, through: 0, by: -8) {
          value.append(UInt8(truncatingIfNeeded: address >> UInt64(shift)))
        }
      }
      message.attribute(4) { $0.append(UInt32(truncatingIfNeeded: interface.mtu)) }
      guard hasIPv6 else { return }
      // IFLA_AF_SPEC, AF_INET6, IFLA_INET6_ADDR_GEN_MODE: IN6_ADDR_GEN_MODE_NONE.
      message.attribute(26) { families in
        families.attribute(UInt16(Self.inet6)) { $0.attribute(8) { $0.append(1 as UInt8) } }
      }
    }
  }

  mutating func add(_ prefix: IPv4Prefix, to name: String, index: UInt32) {
    add("\(name): \(prefix)", .newAddress, Self.create) { message in
      message.append([Self.inet, UInt8(prefix.length), 0, 0])
      message.append(index)
      for kind in [1, 2] as [UInt16] {
        message.attribute(kind) { $0.append(prefix.address.rawValue.bigEndian) }
      }
      if let broadcast = prefix.broadcast {
        message.attribute(4) { $0.append(broadcast.rawValue.bigEndian) }
      }
    }
  }

  /// Without asking whether somebody has it already (IFA_F_NODAD): there is no time to wait for nobody.
  mutating func add(_ address: IPv6Address, length: Int, to name: String, index: UInt32) {
    add("\(name): \(address)/\(length)", .newAddress, Self.create) { message in
      let scope: UInt8 = address.isLinkLocal ? 253 : 0
      message.append([Self.inet6, UInt8(length), 0x02, scope])
      message.append(index)
      message.attribute(1) { $0.append(address) }
    }
  }

  mutating func add(_ route: ClientRoute, indices: [String: UInt32]) {
    switch route {
    case .ipv4(let prefix, let router):
      add("route to \(prefix)", .newRoute, Self.create) { message in
        message.routeBody(Self.inet, prefix.length)
        message.attribute(1) { $0.append(prefix.network.rawValue.bigEndian) }
        message.attribute(5) { $0.append(router.rawValue.bigEndian) }
      }
    case .ipv6(let prefix, let router, let interface):
      add("route to \(prefix.address)/\(prefix.length)", .newRoute, Self.create) { message in
        message.routeBody(Self.inet6, prefix.length)
        message.attribute(1) { $0.append(prefix.address) }
        message.attribute(5) { $0.append(router) }
        message.attribute(4) { $0.append(indices[interface] ?? 0) }
      }
    }
  }

  private mutating func add(
    _ subject: String, _ kind: Kind, _ flags: UInt16, _ write: (inout NetlinkBody) -> Void
  ) {
    var body = NetlinkBody()
    write(&body)
    var message = NetlinkBody()
    message.append(UInt32(16 + body.bytes.count))
    message.append(kind.rawValue)
    message.append(flags)
    message.append(UInt32(subjects.count + 1))
    message.append(0 as UInt32)
    bytes += message.bytes + body.bytes
    subjects.append(subject)
  }
}

/// A part of a message; its attributes are padded.
private struct NetlinkBody {
  var bytes: [UInt8] = []

  mutating func append(_ more: [UInt8]) { bytes += more }

  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ address: IPv6Address) {
    append(address.high.bigEndian)
    append(address.low.bigEndian)
  }

  /// ifinfomsg: all flags that are set are also to be changed.
  mutating func linkBody(_ index: UInt32, flags: UInt32) {
    append([0, 0, 0, 0])
    append(index)
    append(flags)
    append(flags)
  }

  /// rtmsg: table main, protocol static, scope universe, type unicast.
  mutating func routeBody(_ family: UInt8, _ length: Int) {
    append([family, UInt8(length), 0, 0, 254, 4, 0, 1])
    append(0 as UInt32)
  }

  mutating func attribute(_ kind: UInt16, _ write: (inout NetlinkBody) -> Void) {
    var value = NetlinkBody()
    write(&value)
    append(UInt16(4 + value.bytes.count))
    append(kind)
    bytes += value.bytes
    while bytes.count % 4 != 0 { bytes.append(0) }
  }
}

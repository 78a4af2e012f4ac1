// A capture that somebody else took at one place has all packets at one interface. Who is who is then told by
// the cards' addresses.

import Bytes
import Wire

extension Capture {
  /// The same, if it has packets of several ports; else with a port for each card that has sent something,
  /// named by the first address that it used.
  package var byStations: Capture {
    guard Set(packets.map(\.port)).count == 1 else { return self }
    var copy = self
    copy.ports = [:]
    var stations: [MACAddress: PortNumber] = [:]
    for index in packets.indices {
      guard let header = packets[index].ethernet else { continue }
      let port = stations[header.source] ?? PortNumber(stations.count + 1)
      stations[header.source] = port
      copy.packets[index].port = port
      copy.packets[index].direction = .incoming
      let known = copy.ports[port]
      if known == nil || known == header.source.description {
        copy.ports[port] = packets[index].senderAddress ?? header.source.description
      }
    }
    return copy
  }
}

extension CapturedPacket {
  /// Who sent it to whom; nil when it is shorter than that.
  var ethernet: (source: MACAddress, destination: MACAddress)? {
    guard bytes.count >= EthernetHeader.byteCount else { return nil }
    let span = bytes.span.bytes
    func address(_ offset: Int) -> MACAddress {
      MACAddress(
        rawValue: UInt64(span.readUInt32(at: offset)) << 16
          | UInt64(span.readUInt16(at: offset + 4)))
    }
    return (address(6), address(0))
  }

  /// The sender's address in its protocol, if it says one. A router's card sends for others: the name is a
  /// help, not a fact.
  fileprivate var senderAddress: String? {
    guard let (header, range) = try? EthernetHeader.parse(bytes.span.bytes) else { return nil }
    let payload = bytes.span.bytes.extracting(range)
    switch header.type {
    case .arp:
      guard let address = try? ARPPacket.parse(payload).senderAddress else { return nil }
      return address.isUnspecified ? nil : address.description
    case .ipv4:
      guard let address = try? IPv4Header.parse(payload).header.source else { return nil }
      return address.isUnspecified ? nil : address.description
    case .ipv6:
      guard let address = try? IPv6Header.parse(payload).header.source else { return nil }
      return address.isUnspecified ? nil : address.description
    default: return nil
    }
  }
}

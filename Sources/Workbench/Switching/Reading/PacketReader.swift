// From a frame to words, by the kernel's own parsers. A reader remembers the first sequence numbers of
// connections that it has seen begin, so that their others can be told as distances: `seq=1` and not
// `seq=2863311531`. So packets are read in their order.
//
//     ARP who has 10.0.0.2? tell 10.0.0.1
//     ICMP 10.0.0.1 > 10.0.0.2 echo request id=7 seq=1 len=56
//     TCP 10.0.0.1:40000 > 10.0.0.2:80 SYN seq=0 win=64240 len=0 mss=1460

import Bytes
import Wire

/// Reads the frames of a capture.
package struct PacketReader: Sendable {
  /// The numbers from which distances are counted: those of SYNs.
  var origins: [Flow: SequenceNumber] = [:]

  /// One direction of a connection.
  struct Flow: Hashable, Sendable {
    var source: String
    var destination: String

    var reversed: Flow { Flow(source: destination, destination: source) }
  }

  package init() {}

  /// What a frame says. Never fails: what cannot be read is said to be so.
  package mutating func read(_ frame: [UInt8]) -> PacketReading {
    let bytes = frame.span.bytes
    do throws(WireFailure) {
      let (header, range) = try EthernetHeader.parse(bytes)
      let payload = bytes.extracting(range)
      switch header.type {
      case .arp: return try Self.arp(payload)
      case .ipv4: return try ipv4(payload)
      case .ipv6: return try ipv6(payload)
      default:
        let type = Self.hexadecimal(header.type.rawValue)
        return PacketReading(
          name: "Ethernet", endpoints: "\(header.source) > \(header.destination)",
          words: "type 0x\(type) len=\(range.count)")
      }
    } catch {
      return Self.unreadable(bytes, error)
    }
  }

  private static func unreadable(_ bytes: RawSpan, _ failure: WireFailure) -> PacketReading {
    guard let (header, range) = try? EthernetHeader.parse(bytes) else {
      return PacketReading(name: "Ethernet", words: "\(failure.words) len=\(bytes.byteCount)")
    }
    let name =
      switch header.type {
      case .arp: "ARP"
      case .ipv4: "IPv4"
      case .ipv6: "IPv6"
      default: "Ethernet"
      }
    return PacketReading(
      name: name, endpoints: "\(header.source) > \(header.destination)",
      words: "\(failure.words) len=\(range.count)")
  }

  private static func arp(_ bytes: RawSpan) throws(WireFailure) -> PacketReading {
    let packet = try ARPPacket.parse(bytes)
    let sender = packet.senderAddress
    let words =
      switch packet.operation {
      case .reply: "\(sender) is at \(packet.senderHardwareAddress)"
      case .request where packet.isProbe: "who has \(packet.targetAddress)? (probe)"
      case .request where packet.isAnnouncement:
        "\(sender) is at \(packet.senderHardwareAddress) (announcement)"
      case .request: "who has \(packet.targetAddress)? tell \(sender)"
      }
    return PacketReading(name: "ARP", words: words)
  }

  static func hexadecimal(_ number: UInt16) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension WireFailure {
  /// For people.
  var words: String {
    switch self {
    case .truncated: "cut short"
    case .length: "with a length that cannot be"
    case .version: "of another version"
    case .checksum: "with a wrong checksum"
    case .value: "with a field that may not be so"
    case .limit: "with too much of something"
    case .unsupported: "of a kind that is not known"
    }
  }
}

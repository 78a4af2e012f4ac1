// A list of packets, one a line:
//
//     #12 0.001532 alice → switch  ARP who has 10.0.0.2? tell 10.0.0.1
//     #13 0.001534 switch → bob    ARP who has 10.0.0.2? tell 10.0.0.1
//     #14 0.001601 bob → switch    ARP 10.0.0.2 is at 02:00:00:00:00:0b  [lost]
//
// Times are seconds since the first packet of the capture.

import Time

/// The lines of a capture.
package enum PacketSummary {
  /// - Parameter numbers: of the packets that are shown; the others are read all the same, so that
  ///   distances and times are those of the whole.
  package static func lines(
    of capture: Capture, numbers: ClosedRange<UInt64> = 0...(.max), isUnicode: Bool = true
  ) -> [String] {
    var reader = PacketReader()
    let origin = capture.packets.first?.time ?? .zero
    let cells = capture.packets.compactMap { packet -> [String]? in
      let reading = reader.read(packet.bytes)
      guard numbers.contains(packet.number) else { return nil }
      return [
        "#\(packet.number)", seconds(packet.time - origin),
        route(packet, capture.shownName(of: packet.port, isUnicode: isUnicode), isUnicode),
        reading.line + faults(packet),
      ]
    }
    let widths = (0..<3).map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { cell in
      let number = pad(cell[0], widths[0])
      let time = String(repeating: " ", count: widths[1] - cell[1].count) + cell[1]
      return "\(number) \(time) \(pad(cell[2], widths[2]))  \(cell[3])"
    }
  }

  /// Seconds and microseconds: `0.001532`
  static func seconds(_ duration: Duration) -> String {
    let micros = duration.nanoseconds / 1000
    let rest = "\(micros.magnitude % 1_000_000 + 1_000_000)".dropFirst()
    return "\(micros < 0 ? "-" : "")\(micros.magnitude / 1_000_000).\(rest)"
  }

  /// What was done to a packet, to be put behind its words.
  static func faults(_ packet: CapturedPacket) -> String {
    packet.faults.isEmpty
      ? "" : "  [\(packet.faults.map(\.description).joined(separator: ", "))]"
  }

  private static func route(_ packet: CapturedPacket, _ name: String, _ isUnicode: Bool) -> String {
    let arrow = isUnicode ? "→" : "->"
    return packet.direction == .incoming ? "\(name) \(arrow) switch" : "switch \(arrow) \(name)"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: width - text.count)
  }
}

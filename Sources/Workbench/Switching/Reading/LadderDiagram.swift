// Packets as arrows between hosts, time going down: a sequence diagram in a terminal.
//
//                  alice                                                     bob
//     #1  0.000000 │─── ARP who has 10.0.0.2? tell 10.0.0.1 ─────────────────►│
//     #3  0.000120 │◄── ARP 10.0.0.2 is at 02:00:00:00:00:0b ─────────────────│
//     #5  0.000200 │─── ICMP echo request id=1 seq=1 len=56 [lost] ───────✗   │
//
// An arrow is what came into a port, to the port where its destination was seen, or to all. What went out of a
// port is only drawn where something was done to it on this last stretch: from the middle on.

import Bytes
import Time
import Wire

/// A capture as a picture of text.
package struct LadderDiagram {
  private let capture: Capture
  private let width: Int
  private let isUnicode: Bool
  private let numbers: ClosedRange<UInt64>
  /// The ports that are drawn, from left to right.
  private let hosts: [PortNumber]
  /// Columns before the first lifeline.
  private let gutter: Int

  /// - Parameters:
  ///   - width: columns of the terminal; at least `SwitchLimits.ladder` are used.
  ///   - numbers: of the packets that are drawn.
  package init(
    _ capture: Capture, width: Int = 80, numbers: ClosedRange<UInt64> = 0...(.max),
    isUnicode: Bool = true
  ) {
    self.numbers = numbers
    let capture = capture.byStations
    self.capture = capture
    self.width = max(width, SwitchLimits.ladder)
    self.isUnicode = isUnicode
    let origin = capture.packets.first?.time ?? .zero
    let end = capture.packets.map(\.time).max() ?? origin
    gutter =
      "#\(capture.packets.last?.number ?? 0) ".count
      + PacketSummary.seconds(end - origin).count + 1
    let room = max(1, (self.width - gutter - 3) / SwitchLimits.rung + 1)
    let ports = Set(capture.packets.map(\.port)).union(capture.ports.keys).sorted()
    hosts = Array(ports.prefix(room))
  }

  /// The picture; no line is longer than the width.
  package var lines: [String] {
    guard !capture.packets.isEmpty else { return ["No packets."] }
    var lines = [heading]
    var reader = PacketReader()
    var stations = firstPlaces
    let origin = capture.packets.first?.time ?? .zero
    for packet in capture.packets {
      let reading = reader.read(packet.bytes)
      if packet.direction == .incoming, let source = packet.ethernet?.source {
        stations[source] = packet.port
      }
      guard numbers.contains(packet.number),
        packet.direction == .incoming || !packet.faults.isEmpty
      else { continue }
      let time = PacketSummary.seconds(packet.time - origin)
      let prefix = "#\(packet.number) "
      let spaces = String(repeating: " ", count: max(0, gutter - prefix.count - time.count - 1))
      lines += rung(packet, stations, "\(prefix)\(spaces)\(time) ", label(packet, reading))
    }
    let undrawn = Set(capture.ports.keys).subtracting(hosts).sorted()
    if !undrawn.isEmpty {
      let names = undrawn.map { capture.shownName(of: $0, isUnicode: isUnicode) }
      lines.append(cut("Not drawn: \(names.joined(separator: ", "))", width))
    }
    return lines
  }

  private func label(_ packet: CapturedPacket, _ reading: PacketReading) -> String {
    guard !packet.faults.isEmpty else { return reading.label }
    return "\(reading.label) [\(packet.faults.map(\.description).joined(separator: ", "))]"
  }

  /// Where each station was first seen.
  private var firstPlaces: [MACAddress: PortNumber] {
    var places: [MACAddress: PortNumber] = [:]
    for packet in capture.packets where packet.direction == .incoming {
      guard let source = packet.ethernet?.source, places[source] == nil else { continue }
      places[source] = packet.port
    }
    return places
  }

  /// The column of a host's lifeline; nil: it is not drawn.
  private func column(_ port: PortNumber) -> Int? {
    guard let index = hosts.firstIndex(of: port) else { return nil }
    guard hosts.count > 1 else { return gutter + 1 }
    return gutter + 1 + index * (width - gutter - 3) / (hosts.count - 1)
  }

  private var columns: [Int] { hosts.compactMap(column) }

  private var heading: String {
    var row = [Character](repeating: " ", count: width)
    let room = hosts.count > 1 ? (width - gutter - 3) / (hosts.count - 1) - 1 : width - 2
    for host in hosts {
      guard let column = column(host) else { continue }
      let name = cut(capture.shownName(of: host, isUnicode: isUnicode), room)
      let start = min(max(0, column - name.count / 2), width - name.count)
      for (offset, character) in name.enumerated() { row[start + offset] = character }
    }
    return Self.text(row)
  }

  /// One packet: a line, or two when its words do not fit onto the arrow.
  private func rung(
    _ packet: CapturedPacket, _ stations: [MACAddress: PortNumber], _ prefix: String,
    _ label: String
  ) -> [String] {
    guard let arrow = arrow(packet, stations) else {
      return lines(of: label, from: gutter + 3, prefix)
    }
    let span = arrow.labelled
    if label.count + 8 <= span.upperBound - span.lowerBound {
      let row = write(" \(label) ", at: span.lowerBound + 4, on: draw(arrow, prefix))
      return [Self.text(row)]
    }
    let start = min(span.lowerBound + 2, max(gutter + 3, width - 1 - label.count))
    let blank = String(repeating: " ", count: prefix.count)
    return lines(of: label, from: start, prefix) + [Self.text(draw(arrow, blank))]
  }

  /// From where to where, in columns.
  private struct Arrow {
    var from: Int
    /// One, or the two ends when it goes both ways.
    var to: [Int]
    var isLost: Bool

    /// The columns of the longer side.
    var labelled: ClosedRange<Int> {
      let end = to.max { abs($0 - from) < abs($1 - from) } ?? from
      return min(from, end)...max(from, end)
    }
  }

  private func arrow(
    _ packet: CapturedPacket, _ stations: [MACAddress: PortNumber]
  ) -> Arrow? {
    guard let here = column(packet.port), hosts.count > 1 else { return nil }
    let isLost = packet.faults.contains(where: \.isFatal)
    if packet.direction == .outgoing {
      let sender = packet.ethernet.flatMap { stations[$0.source] }.flatMap(column)
      let neighbour = columns.first { $0 > here } ?? columns.last { $0 < here } ?? here
      let from = sender.flatMap { $0 == here ? nil : $0 } ?? neighbour
      return Arrow(from: (from + here) / 2, to: [here], isLost: isLost)
    }
    if let destination = packet.ethernet?.destination, !destination.isMulticast,
      let port = stations[destination], port != packet.port
    {
      return column(port).map { Arrow(from: here, to: [$0], isLost: isLost) }
    }
    let ends = [columns.first, columns.last].compactMap { $0 }.filter { $0 != here }
    return Arrow(from: here, to: ends, isLost: isLost)
  }

  private func row(_ prefix: String) -> [Character] {
    var row = [Character](repeating: " ", count: width)
    for (offset, character) in prefix.prefix(width).enumerated() { row[offset] = character }
    for column in columns { row[column] = isUnicode ? "│" : "|" }
    return row
  }

  private func draw(_ arrow: Arrow, _ prefix: String) -> [Character] {
    var row = row(prefix)
    let line: Character = isUnicode ? "─" : "-"
    for end in arrow.to {
      let isRight = end > arrow.from
      let step = isRight ? 1 : -1
      let tip = arrow.isLost ? end - 4 * step : end - step
      for column in stride(from: arrow.from + step, to: tip, by: step) {
        // Others in between hear it too, or not: their lifelines stay visible.
        if columns.contains(column) {
          row[column] = isUnicode ? "┼" : "+"
        } else {
          row[column] = line
        }
      }
      if arrow.isLost {
        row[tip] = isUnicode ? "✗" : "x"
      } else {
        row[tip] = isRight ? (isUnicode ? "►" : ">") : (isUnicode ? "◄" : "<")
      }
    }
    return row
  }

  /// Words from a column on, on as many lines as they need; the first begins with `prefix`.
  private func lines(of label: String, from start: Int, _ prefix: String) -> [String] {
    let room = width - 1 - start
    var pieces: [String] = []
    for word in label.split(separator: " ") {
      if let last = pieces.last, last.count + 1 + word.count <= room {
        pieces[pieces.count - 1] = "\(last) \(word)"
      } else {
        pieces.append(cut(String(word), room))
      }
    }
    let blank = String(repeating: " ", count: prefix.count)
    return pieces.enumerated().map { index, piece in
      Self.text(write(piece, at: start, on: row(index == 0 ? prefix : blank)))
    }
  }

  /// What goes beyond the end of the row is left out.
  private func write(_ text: String, at start: Int, on row: [Character]) -> [Character] {
    var row = row
    for (offset, character) in text.enumerated() where start + offset < row.count {
      row[start + offset] = character
    }
    return row
  }

  private func cut(_ text: String, _ count: Int) -> String {
    guard text.count > count else { return text }
    return isUnicode
      ? text.prefix(max(0, count - 1)) + "…" : text.prefix(max(0, count - 3)) + "..."
  }

  private static func text(_ row: [Character]) -> String {
    var row = row
    while row.last == " " { row.removeLast() }
    return String(row)
  }
}

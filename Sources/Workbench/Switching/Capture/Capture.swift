/// Packets and the names of the ports that they crossed: what a ring holds at a moment, or a file.
package struct Capture: Equatable, Sendable {
  package var ports: [PortNumber: String]
  /// In the order of their numbers.
  package var packets: [CapturedPacket]

  package init(ports: [PortNumber: String], packets: [CapturedPacket]) {
    self.ports = ports
    self.packets = packets
  }

  /// The name of a port, or its number where it has none.
  package func name(of port: PortNumber) -> String { ports[port] ?? "port \(port)" }

  /// The same for a terminal: a file may have any name.
  package func shownName(of port: PortNumber, isUnicode: Bool = true) -> String {
    String(
      name(of: port).map { character in
        let isPrintable = character.unicodeScalars.allSatisfy {
          ![.control, .format, .lineSeparator, .paragraphSeparator]
            .contains($0.properties.generalCategory)
        }
        return isPrintable && (isUnicode || character.isASCII) ? character : "?"
      })
  }
}

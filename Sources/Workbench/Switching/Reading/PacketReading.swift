/// What a frame says, in the field's words.
package struct PacketReading: Equatable, Sendable {
  /// The highest protocol that is known: `ARP`, `TCP`, `DHCP`.
  package var name: String
  /// From whom to whom, with ports: `10.0.0.1:40000 > 10.0.0.2:80`; empty where the words say it.
  package var endpoints = ""
  /// The ports alone: `40000>80`.
  package var ports = ""
  package var words: String

  /// On a line of a list.
  package var line: String { Self.join(name, endpoints, words) }

  /// On the arrow of a ladder, whose columns say between whom.
  package var label: String { Self.join(name, ports, words) }

  private static func join(_ parts: String...) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

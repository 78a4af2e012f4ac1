// Bytes ↔ meaning: what the protocols of the network look like, and nothing of what they do.
//
//     frame ──EthernetHeader.parse──► IPv4Header.parse ──► TCPHeader.parse ──► payload
//     frame ◄──emit── emit ◄── emit ◄── payload
//
// `parse` takes the bytes of one layer and gives a value that cannot be wrong, and the range of what it carries;
// it throws for anything else, and never traps. `emit` writes a value at an offset of a packet that the caller
// made room for. Values are plain: they hold no memory of the packet, and no parser of a packet's path
// allocates (DHCPv4, which runs a few times an hour, has arrays). Nothing here keeps state, knows a clock or
// decides; that is the network stack's part. docs/decisions/0017-wire-formats.md says why it has this shape.

/// Why bytes are not what they should be. The fault is the sender's, or the wire's.
public enum WireFailure: Error, Equatable, Sendable {
  /// There are fewer bytes than the format, or one of its length fields, asks for.
  case truncated
  /// A length field that cannot be right, whatever follows.
  case length
  /// The version of another protocol.
  case version
  /// A checksum that does not fit the bytes.
  case checksum
  /// A field holds what its RFC forbids.
  case value
  /// More of something than a limit of ours allows.
  case limit
  /// Well-formed, but of a kind that is not known here.
  case unsupported
}

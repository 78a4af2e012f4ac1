/// Which way a frame crosses a port, as the switch sees it.
package enum FrameDirection: String, CaseIterable, Sendable {
  /// From what is plugged in.
  case incoming = "in"
  /// To what is plugged in.
  case outgoing = "out"
}

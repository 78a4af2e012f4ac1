// What the device has said about its ports, and what follows from a message. No I/O: the console carries
// out the actions.
//
//     absent ──add──► added ──name──► named(name, isOpen)
//        ▲                                │ open 0, open 1
//        └────────────remove──────────────┘
//
// A message that does not fit (a port out of range, a name before the port, another name) is passed over:
// the device may say what it likes.

struct ConsolePorts {
  /// What the console is to do.
  enum Action: Equatable {
    case none
    /// Tell the device that the driver knows the port.
    case acknowledge(port: Int)
    /// The port is there and is called this.
    case named(port: Int, name: [UInt8])
    /// The host has opened its end.
    case opened(port: Int)
    /// The host has closed its end.
    case closed(port: Int)
    /// The port is gone.
    case removed(port: Int)
  }

  private enum State {
    case absent
    /// The host may open the port before it tells the name.
    case added(isOpen: Bool)
    case named(isOpen: Bool)
  }

  /// By the ports' numbers; port 0, which is a console without a name, is not used.
  private var states: [State]

  /// - Parameter count: ports that have queues, port 0 among them.
  init(count: Int) {
    states = Array(repeating: .absent, count: count)
  }

  /// True when a named port's other end is open.
  func isOpen(_ port: Int) -> Bool {
    if case .named(true) = states[port] { true } else { false }
  }

  mutating func received(_ message: ConsoleMessage) -> Action {
    guard message.port >= 1, message.port < UInt32(states.count) else { return .none }
    let port = Int(message.port)
    switch (message.event, states[port]) {
    case (ConsoleMessage.Event.portAdd, .absent):
      states[port] = .added(isOpen: false)
      return .acknowledge(port: port)
    case (ConsoleMessage.Event.portName, .added(let isOpen)):
      states[port] = .named(isOpen: isOpen)
      return .named(port: port, name: message.name)
    case (ConsoleMessage.Event.portOpen, .added):
      states[port] = .added(isOpen: message.value != 0)
      return .none
    case (ConsoleMessage.Event.portOpen, .named(let isOpen)) where isOpen != (message.value != 0):
      states[port] = .named(isOpen: !isOpen)
      return isOpen ? .closed(port: port) : .opened(port: port)
    case (ConsoleMessage.Event.portRemove, .added), (ConsoleMessage.Event.portRemove, .named):
      states[port] = .absent
      return .removed(port: port)
    default:
      return .none
    }
  }
}

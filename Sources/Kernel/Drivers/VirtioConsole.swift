// virtio-console with several ports (virtio 1.2, 5.3): named streams of bytes between host and unikernel.
//
//     queue 2 and 3          control: messages about ports, from and to the device
//     queue 2n+2 and 2n+3    what port n receives and transmits, n = 1, 2, …
//     queue 0 and 1          port 0, a console without a name; not used
//
// A port is asked for by its name, whether or not the machine has it: one that it does not have (yet) is
// one whose other end is closed. Ports that nobody asked for get no buffers.

public import Runtime

/// The console device of the machine.
public final class VirtioConsole: DeviceHandler, @unchecked Sendable {
  /// Nil: the machine has none, or it broke the protocol.
  private var device: VirtioDevice?
  private var control: ControlQueues?
  private var ports: ConsolePorts
  private var channels: [PortChannel?]
  private var users: [VirtioPort] = []
  /// Names that the device gave to ports that nobody has asked for.
  private var names: [[UInt8]?]

  private static let multiport: UInt64 = 1 << 1

  /// A machine without a console device is fine: all ports stay closed. One that cannot be used is not.
  @export(interface)
  public init() throws(VirtioFailure) {
    let device: VirtioDevice?
    do throws(VirtioFailure) {
      device = try VirtioDevice(.console)
    } catch .missing {
      device = nil
    }
    var count = 0
    if let device {
      _ = try device.negotiate(needed: Self.multiport)
      // max_nr_ports (5.3.4)
      let most = device.configuration(4)
      count = Int(min(most, UInt32(DriverLimits.consolePorts + 1)))
    }
    ports = ConsolePorts(count: count)
    names = Array(repeating: nil, count: count)
    channels = Array(repeating: nil, count: count)
    guard let device else { return }
    self.device = device
    control = try ControlQueues(device)
    for port in 1..<max(count, 1) { channels[port] = try PortChannel(device, port: port) }
    let source = device.start()
    control?.start()
    DeviceEvents.add(self, source: source)
  }

  /// Somebody asks for a port.
  func add(_ user: VirtioPort) {
    users.append(user)
    if let port = names.firstIndex(of: user.name) { bind(port, to: user) }
  }

  /// Gives a port of the device to who asked for it, and tells the host that this end is open.
  private func bind(_ port: Int, to user: VirtioPort) {
    guard let channel = channels[port] else { return }
    user.channel = channel
    channel.start()
    send(port, ConsoleMessage.Event.portOpen)
    if ports.isOpen(port) { user.opened() }
  }

  private func send(_ port: Int, _ event: UInt16) {
    control?.send(ConsoleMessage(port: UInt32(port), event: event, value: 1))
  }
}

// MARK: - Events

extension VirtioConsole {
  public func attend(isSignalled: Bool) {
    guard let device else { return }
    if isSignalled { device.acknowledge() }
    receive()
    for user in users where !user.attend() { fail() }
  }

  /// Hears what the device has said about ports.
  func receive() {
    do throws(Virtqueue.Fault) {
      while let message = try control?.receive() { handle(ports.received(message)) }
    } catch {
      fail()
    }
  }

  private func handle(_ action: ConsolePorts.Action) {
    switch action {
    case .none: break
    case .acknowledge(let port): send(port, ConsoleMessage.Event.portReady)
    case .named(let port, let name):
      names[port] = name
      if let user = users.first(where: { $0.name == name && $0.channel == nil }) {
        bind(port, to: user)
      }
    case .opened(let port): user(of: port)?.opened()
    case .closed(let port): user(of: port)?.closed()
    case .removed(let port):
      names[port] = nil
      user(of: port)?.removed()
    }
  }

  private func user(of port: Int) -> VirtioPort? {
    guard let channel = channels[port] else { return nil }
    return users.first { $0.channel === channel }
  }

  /// The device broke the protocol: it is switched off, and all ports are closed for good.
  func fail() {
    device?.fail()
    device = nil
    control = nil
    for port in channels.indices { channels[port] = nil }
    for user in users { user.removed() }
  }

  public func prepareToWait() -> Bool {
    guard device != nil else { return false }
    var hasEvents = control?.arm() ?? false
    for user in users where user.arm() { hasEvents = true }
    return hasEvents
  }

  public var isAwaited: Bool {
    device != nil && users.contains { $0.isAwaited }
  }

  public var isTaking: Bool {
    device != nil && users.contains { $0.isTaking }
  }
}

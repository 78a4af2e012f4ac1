// One named port of a virtio console.
//
// The host closes and opens its end as it likes, and says so on another queue than the bytes come by. What
// came before a byte is in that queue before the byte is in its own: so the driver sees that there are
// bytes, then looks what was said, then reads. Where the old connection's bytes end is where they ended when
// it heard of the end; when it finds that the host has closed and opened again meanwhile, what there is is
// taken to be the new connection's.

public import Devices
internal import Runtime
public import _Concurrency

public final class VirtioPort: BytePort, @unchecked Sendable {
  let name: [UInt8]
  private let console: VirtioConsole
  /// Nil while the machine has no such port.
  var channel: PortChannel?
  private var isOpen = false
  /// Counts the host's connections.
  private var connection = 0
  /// So many buffers are to be read before the end of a connection; nil: no end is to be told.
  private var buffersBeforeEnd: Int?
  private var isBroken = false

  private let readable = DeviceSignal()
  private let writable = DeviceSignal()

  /// The port called `name`; to be asked for once.
  @export(interface)
  public init(_ name: String, on console: VirtioConsole) {
    self.name = Array(name.utf8)
    self.console = console
    console.add(self)
  }

  @export(interface)
  public func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) async throws(CancellationError) -> Int {
    precondition(buffer.count > 0, "room to read into")
    while true {
      if let channel, channel.filledCount > 0 { console.receive() }
      if buffersBeforeEnd == 0 {
        buffersBeforeEnd = nil
        return 0
      }
      let count = unsafe take(into: buffer)
      if count > 0 { return count }
      if buffersBeforeEnd != 0 { try await readable.wait() }
    }
  }

  private func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let channel else { return 0 }
    do throws(Virtqueue.Fault) {
      let before = channel.filledCount
      let count = try unsafe channel.read(into: buffer)
      if let left = buffersBeforeEnd {
        buffersBeforeEnd = count == 0 ? 0 : max(left - (before - channel.filledCount), 0)
      }
      return count
    } catch {
      isBroken = true
      return 0
    }
  }

  @export(interface)
  public func write(
    _ bytes: UnsafeRawBufferPointer
  ) async throws(CancellationError) -> Bool {
    if !isOpen { console.receive() }
    let connection = connection
    var rest = bytes[...]
    while isOpen, connection == self.connection {
      guard !rest.isEmpty else { return true }
      let count = unsafe hand(UnsafeRawBufferPointer(rebasing: rest))
      rest = rest.dropFirst(count)
      if !rest.isEmpty, isOpen { try await writable.wait() }
    }
    return false
  }

  private func hand(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard let channel else { return 0 }
    do throws(Virtqueue.Fault) {
      return try unsafe channel.write(bytes)
    } catch {
      isBroken = true
      return 0
    }
  }
}

// MARK: - What the console tells

extension VirtioPort {
  /// The host has opened its end.
  func opened() {
    isOpen = true
    connection += 1
    // An end that nobody has seen yet: what has arrived since is the new connection's.
    if buffersBeforeEnd != nil { buffersBeforeEnd = 0 }
  }

  /// The host has closed its end.
  func closed() {
    isOpen = false
    buffersBeforeEnd = channel?.filledCount ?? 0
    readable.raise()
    writable.raise()
  }

  /// The port is gone.
  func removed() {
    channel = nil
    if isOpen { closed() }
    writable.raise()
  }

  /// Resumes who can go on. False: the device broke the protocol.
  func attend() -> Bool {
    guard !isBroken else {
      isBroken = false
      return false
    }
    guard let channel else { return true }
    if readable.isAwaited, channel.filledCount > 0 { readable.raise() }
    if writable.isAwaited, channel.transmitting.pendingCount > 0 { writable.raise() }
    return true
  }

  /// Asks for interrupts about what a task waits for; true when that has come already.
  func arm() -> Bool {
    if isBroken { return true }
    guard let channel else { return false }
    let canRead = readable.isAwaited && channel.receiving.arm()
    let canWrite = writable.isAwaited && channel.transmitting.arm()
    return canRead || canWrite
  }

  var isAwaited: Bool { readable.isAwaited || writable.isAwaited }

  var isTaking: Bool { isOpen && channel?.transmitting.isTaking == true }
}

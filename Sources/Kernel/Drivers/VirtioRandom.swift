// virtio-rng (virtio 1.2, 5.4): one queue of buffers that the device fills with random bytes. What it writes
// is not taken for random here; the module Entropy tests it.

public import Devices
public import Runtime

/// The entropy device of the machine.
public final class VirtioRandom: RandomSource, DeviceHandler, @unchecked Sendable {
  /// Nil: the machine has none, or it broke the protocol.
  private var device: VirtioDevice?
  private var queue: Virtqueue?
  private var memory: UnsafeMutableRawPointer?
  private let arrival = DeviceSignal()

  /// A machine without one is fine here; whether there is enough randomness without, the reader decides.
  @export(interface)
  public init() throws(VirtioFailure) {
    let device: VirtioDevice
    do throws(VirtioFailure) {
      device = try VirtioDevice(.entropy)
    } catch .missing {
      return
    }
    _ = try device.negotiate()
    queue = try device.queue(0, size: 1)
    unsafe memory = device.share(DriverLimits.randomBufferSize)
    self.device = device
    DeviceEvents.add(self, source: device.start())
    request()
  }

  public var name: String { "virtio-rng" }

  /// Gives the device the buffer.
  private func request() {
    guard let device, let queue, let memory = unsafe memory else { return }
    _ = queue.add(
      Virtqueue.Buffer(
        address: unsafe device.address(of: memory), length: UInt32(DriverLimits.randomBufferSize)),
      isWritable: true)
    device.publish(queue, 0)
  }

  @export(interface)
  public func take(_ count: Int) async -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count, device != nil {
      let more = poll()
      bytes += more.prefix(count - bytes.count)
      if more.isEmpty, device != nil, (try? await arrival.wait()) == nil { break }
    }
    return bytes
  }

  @export(interface)
  public func poll() -> [UInt8] {
    guard let queue, let memory = unsafe memory else { return [] }
    do throws(Virtqueue.Fault) {
      guard let used = try queue.next() else { return [] }
      // Safety: `written` is not more than the buffer has.
      let bytes = unsafe Array(UnsafeRawBufferPointer(start: memory, count: used.written))
      request()
      return bytes
    } catch {
      device?.fail()
      device = nil
      self.queue = nil
      unsafe self.memory = nil
      return []
    }
  }
}

// MARK: - Events

extension VirtioRandom {
  public func attend(isSignalled: Bool) {
    if isSignalled { device?.acknowledge() }
    if arrival.isAwaited, let queue, queue.pendingCount > 0 { arrival.raise() }
  }

  public func prepareToWait() -> Bool {
    guard arrival.isAwaited, let queue else { return false }
    return queue.arm()
  }

  public var isAwaited: Bool { arrival.isAwaited }

  public var isTaking: Bool { false }
}

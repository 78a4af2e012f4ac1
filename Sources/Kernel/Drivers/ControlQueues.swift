/// The queues by which a console and its driver talk about ports.
final class ControlQueues {
  private let device: VirtioDevice
  private let receiving: Virtqueue
  private let sending: Virtqueue
  /// A buffer for each head of the queue.
  private let received: UnsafeMutableRawPointer
  private let sent: UnsafeMutableRawPointer

  private static let receivingNumber = 2
  private static let sendingNumber = 3

  init(_ device: VirtioDevice) throws(VirtioFailure) {
    self.device = device
    receiving = try device.queue(Self.receivingNumber, size: DriverLimits.controlBuffers)
    sending = try device.queue(Self.sendingNumber, size: DriverLimits.controlBuffers)
    unsafe received = device.share(receiving.size * DriverLimits.controlBufferSize)
    unsafe sent = device.share(sending.size * ConsoleMessage.headerSize)
  }

  /// Tells the device that there is a driver (5.3.6.2); it answers with its ports.
  func start() {
    while let head = receiving.nextHead { offer(head) }
    device.publish(receiving, Self.receivingNumber)
    send(ConsoleMessage(port: 0, event: ConsoleMessage.Event.deviceReady, value: 1))
  }

  private func offer(_ head: Int) {
    // Safety: there is a buffer for each head.
    let buffer = unsafe received + head * DriverLimits.controlBufferSize
    _ = receiving.add(
      Virtqueue.Buffer(
        address: unsafe device.address(of: buffer),
        length: UInt32(DriverLimits.controlBufferSize)), isWritable: true)
  }

  /// The next message from the device; nil when there is none.
  func receive() throws(Virtqueue.Fault) -> ConsoleMessage? {
    while let used = try receiving.next() {
      // Safety: `written` is not more than the buffer has.
      let bytes = unsafe UnsafeRawBufferPointer(
        start: received + used.head * DriverLimits.controlBufferSize, count: used.written)
      let message = unsafe ConsoleMessage(parsing: bytes)
      offer(used.head)
      device.publish(receiving, Self.receivingNumber)
      if let message { return message }
    }
    return nil
  }

  /// Sends a message. When the device has not read the last 32, it is lost, as a device's would be.
  func send(_ message: ConsoleMessage) {
    // A fault here shows again at the next message, and until then nothing depends on it.
    while (try? sending.next()) != nil {}
    guard let head = sending.nextHead else { return }
    // Safety: there is a buffer for each head.
    let buffer = unsafe sent + head * ConsoleMessage.headerSize
    unsafe message.emit(to: buffer)
    _ = sending.add(
      Virtqueue.Buffer(
        address: unsafe device.address(of: buffer), length: UInt32(ConsoleMessage.headerSize)),
      isWritable: false)
    device.publish(sending, Self.sendingNumber)
  }

  func arm() -> Bool {
    receiving.arm()
  }
}

/// The queues and buffers of one port of a console.
final class PortChannel {
  private let device: VirtioDevice
  private let number: Int
  let receiving: Virtqueue
  let transmitting: Virtqueue
  /// A buffer for each head of the queue; nil until the port is asked for.
  private var buffers: (received: UnsafeMutableRawPointer, sent: UnsafeMutableRawPointer)?
  /// What of the buffer that was received last is still to be read.
  private var rest: (head: Int, from: Int, to: Int)?

  init(_ device: VirtioDevice, port: Int) throws(VirtioFailure) {
    self.device = device
    number = 2 * port + 2
    receiving = try device.queue(number, size: DriverLimits.portBuffers)
    transmitting = try device.queue(number + 1, size: DriverLimits.portBuffers)
  }

  /// Gives the device buffers to receive into.
  func start() {
    guard unsafe buffers == nil else { return }
    let size = DriverLimits.portBufferSize
    unsafe buffers = (
      device.share(receiving.size * size), device.share(transmitting.size * size)
    )
    while let head = receiving.nextHead { offer(head) }
    device.publish(receiving, number)
  }

  private func offer(_ head: Int) {
    guard let buffers = unsafe buffers else { return }
    // Safety: there is a buffer for each head.
    let buffer = unsafe buffers.received + head * DriverLimits.portBufferSize
    _ = receiving.add(
      Virtqueue.Buffer(
        address: unsafe device.address(of: buffer),
        length: UInt32(DriverLimits.portBufferSize)), isWritable: true)
  }

  /// Buffers that hold what was received and not read.
  var filledCount: Int {
    receiving.pendingCount + (rest == nil ? 0 : 1)
  }

  /// Moves what was received into `target`, as much as fits of one buffer; 0 when there is nothing.
  func read(into target: UnsafeMutableRawBufferPointer) throws(Virtqueue.Fault) -> Int {
    guard let buffers = unsafe buffers else { return 0 }
    while rest == nil {
      guard let used = try receiving.next() else { return 0 }
      if used.written > 0 { rest = (used.head, 0, used.written) } else { giveBack(used.head) }
    }
    guard let (head, from, to) = rest else { return 0 }
    let count = min(to - from, target.count)
    // Safety: from and to are inside of the head's buffer, and count is not more than either has.
    let source = unsafe UnsafeRawBufferPointer(
      start: buffers.received + head * DriverLimits.portBufferSize + from, count: count)
    unsafe target.copyMemory(from: source)
    if from + count < to {
      rest = (head, from + count, to)
    } else {
      rest = nil
      giveBack(head)
    }
    return count
  }

  private func giveBack(_ head: Int) {
    offer(head)
    device.publish(receiving, number)
  }

  /// Hands as many bytes to the device as there is room for; returns how many.
  func write(_ bytes: UnsafeRawBufferPointer) throws(Virtqueue.Fault) -> Int {
    guard let buffers = unsafe buffers else { return 0 }
    while try transmitting.next() != nil {}
    var done = 0
    while done < bytes.count, let head = transmitting.nextHead {
      let count = min(bytes.count - done, DriverLimits.portBufferSize)
      // Safety: there is a buffer for each head, and `count` is not more than it or the rest.
      let buffer = unsafe buffers.sent + head * DriverLimits.portBufferSize
      unsafe buffer.copyMemory(from: bytes.baseAddress! + done, byteCount: count)
      _ = transmitting.add(
        Virtqueue.Buffer(address: unsafe device.address(of: buffer), length: UInt32(count)),
        isWritable: false)
      done += count
    }
    device.publish(transmitting, number + 1)
    return done
  }
}

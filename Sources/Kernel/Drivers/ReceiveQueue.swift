// Where a network device puts the frames that arrive. Every buffer is the device's but while its frame is being
// looked at.

internal import Bytes
internal import Devices
internal import Wire

/// Queue 0 of a network device (virtio 1.2, 5.1.6.3).
final class ReceiveQueue {
  static let number = 0

  let queue: Virtqueue
  private let isMergeable: Bool
  private let buffers: UnsafeMutableRawPointer
  private let bufferByteCount: Int
  /// Where a frame is put together that took several buffers; nil until there is one.
  private var whole: UnsafeMutableRawPointer?

  /// - Parameter frameByteCount: of the longest frame that takes one buffer.
  init(
    _ device: VirtioDevice, isMergeable: Bool, frameByteCount: Int
  ) throws(VirtioFailure) {
    self.isMergeable = isMergeable
    let needed = VirtioNetworkHeader.byteCount + frameByteCount
    bufferByteCount =
      isMergeable ? DriverLimits.networkBufferSize : max(needed, DriverLimits.networkBufferSize)
    queue = try device.queue(Self.number, size: DriverLimits.networkBuffers)
    unsafe buffers = device.share(queue.size * bufferByteCount)
    while let head = queue.nextHead { offer(head, device) }
  }

  /// Gives the device the buffer that belongs to a head.
  private func offer(_ head: Int, _ device: VirtioDevice) {
    // Safety: there is a buffer for each head.
    let address = unsafe device.address(of: buffers + head * bufferByteCount)
    _ = queue.add(
      Virtqueue.Buffer(address: address, length: UInt32(bufferByteCount)), isWritable: true)
  }

  /// Lets the device have the buffers that were given back. Returns whether it had to be notified.
  @discardableResult
  func publish(_ device: VirtioDevice) -> Bool { device.publish(queue, Self.number) }

  /// Hands the next frame to `body`, which may send.
  /// - Returns: its length; 0 when what the device had was none; nil when it has nothing.
  func take(
    _ device: VirtioDevice, _ body: (RawSpan, FrameOffload) -> Void
  ) throws(Virtqueue.Fault) -> Int? {
    guard let used = try queue.next() else { return nil }
    // Safety: there is a buffer for each head.
    let buffer = unsafe buffers + used.head * bufferByteCount
    defer { offer(used.head, device) }
    guard used.written >= VirtioNetworkHeader.byteCount else { return 0 }
    // Safety: the device wrote not more than the buffer has.
    let bytes = unsafe RawSpan(_unsafeStart: buffer, byteCount: used.written)
    let count = isMergeable ? VirtioNetworkHeader.buffers(bytes) : 1
    if count <= 1 { return show(bytes, body) }
    let length = try gather(device, bytes, count)
    guard let length, let whole = unsafe whole else { return 0 }
    // Safety: `gather` wrote so many.
    return show(unsafe RawSpan(_unsafeStart: whole, byteCount: length), body)
  }

  private func show(_ bytes: RawSpan, _ body: (RawSpan, FrameOffload) -> Void) -> Int {
    let frame = bytes.extracting(droppingFirst: VirtioNetworkHeader.byteCount)
    guard frame.byteCount >= EthernetHeader.byteCount else { return 0 }
    body(frame, VirtioNetworkHeader.parse(bytes, frameByteCount: frame.byteCount))
    return frame.byteCount
  }

  /// Puts a frame together that begins with `first` and takes `count` buffers.
  /// - Returns: its length with the header; nil when it is longer than any.
  private func gather(
    _ device: VirtioDevice, _ first: RawSpan, _ count: Int
  ) throws(Virtqueue.Fault) -> Int? {
    let capacity = VirtioNetworkHeader.byteCount + DriverLimits.longestFrame
    let whole = unsafe self.whole ?? device.share(capacity)
    unsafe self.whole = whole
    // Safety: it was made with that capacity, and is nobody else's meanwhile.
    var target = unsafe MutableRawSpan(_unsafeStart: whole, byteCount: capacity)
    target.write(first, at: 0)
    var length = first.byteCount
    for _ in 1..<count {
      // The device is done with all parts of a frame at once (5.1.6.4).
      guard let used = try queue.next() else { throw .index }
      // Safety: as for the first.
      let part = unsafe RawSpan(
        _unsafeStart: buffers + used.head * bufferByteCount, byteCount: used.written)
      if length + part.byteCount <= capacity { target.write(part, at: length) }
      length += part.byteCount
      offer(used.head, device)
    }
    return length <= capacity ? length : nil
  }
}

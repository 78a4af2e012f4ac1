// Where a network device takes the frames that are sent: a buffer for each head, and a few large ones for frames
// that the device cuts.

internal import Bytes
internal import Devices

/// Queue 1 of a network device (virtio 1.2, 5.1.6.2).
final class TransmitQueue {
  static let number = 1

  let queue: Virtqueue
  /// Bytes of the longest frame.
  private let longest: Int
  private let buffers: UnsafeMutableRawPointer
  private let bufferByteCount: Int
  /// Nil until one is wanted.
  private var large: UnsafeMutableRawPointer?
  /// Which of them are free, a bit each.
  private var freeLarge: UInt32 = 1 << UInt32(DriverLimits.segmentedFrames) - 1
  /// By head: the large buffer that its frame is in, counted from 1; 0: none.
  private var largeByHead: [UInt8]

  private static let largeByteCount =
    (VirtioNetworkHeader.byteCount + DriverLimits.longestFrame + 15) & ~15

  /// - Parameters:
  ///   - frameByteCount: of the longest frame that is not cut.
  ///   - isSegmenting: the device cuts longer ones.
  init(
    _ device: VirtioDevice, frameByteCount: Int, isSegmenting: Bool
  ) throws(VirtioFailure) {
    longest = isSegmenting ? DriverLimits.longestFrame : frameByteCount
    bufferByteCount = max(
      (VirtioNetworkHeader.byteCount + frameByteCount + 15) & ~15, DriverLimits.networkBufferSize)
    queue = try device.queue(Self.number, size: DriverLimits.networkBuffers)
    unsafe buffers = device.share(queue.size * bufferByteCount)
    largeByHead = Array(repeating: 0, count: queue.size)
  }

  /// Whether a frame of any length would find a buffer.
  var hasRoom: Bool {
    (queue.nextHead != nil && freeLarge != 0) || queue.pendingCount > 0
  }

  /// Has `body` write a frame into a free buffer, and adds it. False: there is none.
  func add(
    _ device: VirtioDevice, _ byteCount: Int, _ offload: FrameOffload,
    _ body: (inout MutableRawSpan) -> Void
  ) throws(Virtqueue.Fault) -> Bool {
    precondition(byteCount <= longest, "a frame is longer than the device can")
    let total = VirtioNetworkHeader.byteCount + byteCount
    let isLarge = total > bufferByteCount
    if queue.nextHead == nil || isLarge && freeLarge == 0 { try reclaim() }
    guard let head = queue.nextHead, !isLarge || freeLarge != 0 else { return false }
    let buffer = unsafe isLarge ? takeLarge(head, device) : buffers + head * bufferByteCount
    // Safety: either kind of buffer has room for `total` bytes, and is not the device's.
    var bytes = unsafe MutableRawSpan(_unsafeStart: buffer, byteCount: total)
    VirtioNetworkHeader.emit(offload, into: &bytes)
    var frame = unsafe MutableRawSpan(
      _unsafeStart: buffer + VirtioNetworkHeader.byteCount, byteCount: byteCount)
    body(&frame)
    _ = queue.add(
      Virtqueue.Buffer(address: unsafe device.address(of: buffer), length: UInt32(total)),
      isWritable: false)
    return true
  }

  /// Takes back what the device has sent.
  private func reclaim() throws(Virtqueue.Fault) {
    while let used = try queue.next() {
      let index = largeByHead[used.head]
      guard index > 0 else { continue }
      freeLarge |= 1 << UInt32(index - 1)
      largeByHead[used.head] = 0
    }
  }

  private func takeLarge(_ head: Int, _ device: VirtioDevice) -> UnsafeMutableRawPointer {
    let all = unsafe large ?? device.share(DriverLimits.segmentedFrames * Self.largeByteCount)
    unsafe large = all
    let index = freeLarge.trailingZeroBitCount
    freeLarge &= ~(1 << UInt32(index))
    largeByHead[head] = UInt8(index + 1)
    // Safety: there are `segmentedFrames` of that size.
    return unsafe all + index * Self.largeByteCount
  }
}

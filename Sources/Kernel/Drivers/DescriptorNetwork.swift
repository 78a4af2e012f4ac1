// A network interface that a process inherits as a descriptor: one end of a pair of datagram sockets, or a TAP
// interface. One read is one frame, and one write.
//
// What is to be known of it is a note behind its name (docs/platform.md):
//
//     net.service@52-54-00-12-34-56,1500            hardware address, largest payload
//     net.service@52-54-00-12-34-56,1500,header     each frame is behind a virtio header (IFF_VNET_HDR)

internal import Bytes
public import Devices
internal import Platform
public import Runtime
public import Wire

/// A network interface of a process.
public final class DescriptorNetwork: NetworkDevice, DeviceHandler, @unchecked Sendable {
  public let name: String
  public let address: MACAddress
  public let maximumTransmissionUnit: Int
  public let offloads: NetworkOffloads
  /// The host did not take the descriptor's other end away.
  public private(set) var isUp = true
  public private(set) var statistics = NetworkStatistics()
  public var signal = DeviceSignal()

  private let source: Int32
  /// Bytes before each frame.
  private let headerByteCount: Int
  private let longest: Int
  private let received: UnsafeMutableRawPointer
  private let sent: UnsafeMutableRawPointer
  /// Bytes in `sent` that Linux did not take yet.
  private var unsent = 0
  private var wantsRoom = false
  /// The last read found nothing, and nobody has said since that there is something.
  private var isDrained = false

  private static let capacity = VirtioNetworkHeader.byteCount + DriverLimits.longestFrame

  /// The descriptor called `net.` and `name`.
  @export(interface)
  public init(_ name: String) throws(DescriptorFailure) {
    var port = "net." + name
    let found = port.withUTF8 { bytes in
      // Safety: the bytes are a string's, and the platform only looks at them.
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        unsafe platform_descriptor_find(characters.baseAddress!, characters.count)
      }
    }
    guard found != PLATFORM_DESCRIPTOR_NONE else { throw .missing(name) }
    guard let note = DescriptorNote(of: found) else { throw .note(name) }
    self.name = name
    source = found
    address = note.address
    maximumTransmissionUnit = note.maximumTransmissionUnit
    offloads = note.hasHeader ? Self.headerOffloads : []
    headerByteCount = note.hasHeader ? VirtioNetworkHeader.byteCount : 0
    longest =
      note.hasHeader
      ? DriverLimits.longestFrame
      : EthernetHeader.byteCount + DriverLimits.linkExtra + note.maximumTransmissionUnit
    unsafe received = .allocate(byteCount: Self.capacity, alignment: 16)
    unsafe sent = .allocate(byteCount: Self.capacity, alignment: 16)
    DeviceEvents.add(self, source: UInt32(found))
  }

  private static var headerOffloads: NetworkOffloads {
    [.sendsChecksums, .checksReceived, .segmentsTCPv4, .segmentsTCPv6, .joinsTCP]
  }

  @export(interface)
  public func receive(upTo limit: Int, _ body: (RawSpan, FrameOffload) -> Void) -> Int {
    var count = 0
    while count < limit, isUp {
      // Safety: the buffer has that capacity.
      let length = unsafe platform_descriptor_read(source, received, Self.capacity)
      guard length > 0 else {
        isDrained = true
        // Zero: the interface is gone.
        if length == 0 { unplug() }
        break
      }
      // Safety: Linux wrote so many.
      if show(unsafe RawSpan(_unsafeStart: received, byteCount: length), body) { count += 1 }
    }
    return count
  }

  private func show(_ bytes: RawSpan, _ body: (RawSpan, FrameOffload) -> Void) -> Bool {
    guard bytes.byteCount >= headerByteCount + EthernetHeader.byteCount else {
      statistics.malformedFrames += 1
      return false
    }
    let frame = bytes.extracting(droppingFirst: headerByteCount)
    statistics.receivedFrames += 1
    statistics.receivedBytes += UInt64(frame.byteCount)
    let offload =
      headerByteCount == 0
      ? FrameOffload() : VirtioNetworkHeader.parse(bytes, frameByteCount: frame.byteCount)
    body(frame, offload)
    return true
  }

  public var hasRoom: Bool {
    flush()
    if unsent > 0 { wantsRoom = true }
    return unsent == 0
  }

  @export(interface)
  public func send(
    _ byteCount: Int, _ offload: FrameOffload, _ body: (inout MutableRawSpan) -> Void
  ) -> Bool {
    precondition(byteCount <= longest, "a frame is longer than the device can")
    guard hasRoom else {
      statistics.refusedFrames += 1
      return false
    }
    let total = headerByteCount + byteCount
    // Safety: `longest` and a header fit into the buffer.
    var bytes = unsafe MutableRawSpan(_unsafeStart: sent, byteCount: total)
    if headerByteCount > 0 { VirtioNetworkHeader.emit(offload, into: &bytes) }
    var frame = unsafe MutableRawSpan(_unsafeStart: sent + headerByteCount, byteCount: byteCount)
    body(&frame)
    unsent = total
    statistics.sentFrames += 1
    statistics.sentBytes += UInt64(byteCount)
    flush()
    return true
  }

  /// Writes the frame that Linux did not take before. One that it refuses is lost, as on a cable: there may be
  /// nobody at the other end, or an interface that is down.
  @export(interface)
  public func flush() {
    guard unsent > 0 else { return }
    statistics.notifications += 1
    // Safety: the buffer holds so many.
    let result = unsafe platform_descriptor_write(source, sent, unsent)
    if result != PLATFORM_DESCRIPTOR_BUSY { unsent = 0 }
  }

  private func unplug() {
    isUp = false
    unsent = 0
    platform_descriptor_watch(source, false, false)
    signal.raise()
  }
}

// MARK: - Events

extension DescriptorNetwork {
  public func attend(isSignalled: Bool) {
    if isSignalled {
      isDrained = false
      flush()
    }
    let hasRoom = wantsRoom && unsent == 0
    guard signal.isAwaited, isUp, !isDrained || hasRoom else { return }
    if hasRoom { wantsRoom = false }
    signal.raise()
  }

  /// Attention is asked for by being watched, which lasts.
  public func prepareToWait() -> Bool {
    if isUp { platform_descriptor_watch(source, signal.isAwaited, unsent > 0) }
    return false
  }

  public var isAwaited: Bool { isUp && signal.isAwaited }

  /// Linux has what was written, but for a frame that it did not take before.
  public var isTaking: Bool {
    flush()
    return unsent > 0
  }
}

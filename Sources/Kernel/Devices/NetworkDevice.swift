// A network interface. Frames are not copied on their way: what has arrived is looked at where the device put
// it, and what is to be sent is written where the device takes it from.
//
//     while let deadline = …            the stack's loop, or a lesson's
//       device.receive(upTo: 64) { frame, offload in … device.send(…) { … } … }
//       device.flush()
//       try await clock.wait(for: device.signal, until: deadline)

public import Wire

/// Carries Ethernet frames, each with its header and without its check sequence.
///
/// One task at a time waits for the signal. A device that its host took away sends and receives nothing more.
public protocol NetworkDevice: AnyObject, Sendable {
  /// What config.swift calls it.
  var name: String { get }
  /// Its hardware address.
  var address: MACAddress { get }
  /// Bytes that a frame carries at most, behind its header of 14 bytes.
  var maximumTransmissionUnit: Int { get }
  /// What the device does in the place of the stack.
  var offloads: NetworkOffloads { get }
  /// The cable is plugged in, as far as the host says.
  var isUp: Bool { get }
  var statistics: NetworkStatistics { get }

  /// Raised when a frame has arrived, when there is room again after a `send` that found none, and when the
  /// link goes up or down. Several devices may be given one signal.
  var signal: DeviceSignal { get set }

  /// Hands the frames that have arrived to `body`, in order, `limit` at most; their bytes are the device's
  /// again when it returns. Allocates nothing.
  /// - Returns: how many there were.
  func receive(upTo limit: Int, _ body: (RawSpan, FrameOffload) -> Void) -> Int

  /// Whether `send` would find room now. False: `signal` is raised when there is.
  var hasRoom: Bool { get }

  /// Has `body` write a frame of `byteCount` bytes, all of them, and takes it; the host sees it after `flush`
  /// at the latest. Allocates nothing. Trap: the frame is longer than the device can.
  /// - Parameter offload: what is left to the device, from among `offloads`.
  /// - Returns: false, and `body` was not called, when there is no room now.
  func send(
    _ byteCount: Int, _ offload: FrameOffload, _ body: (inout MutableRawSpan) -> Void
  ) -> Bool

  /// Tells the host of all frames that were sent: once for many.
  func flush()
}

/// What a network device can do in the place of the stack.
public struct NetworkOffloads: OptionSet, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// It completes checksums of frames that are sent.
  public static var sendsChecksums: Self { Self(rawValue: 1) }
  /// It tells of received frames whether their checksum is right.
  public static var checksReceived: Self { Self(rawValue: 2) }
  /// It cuts a long TCP segment over IPv4 into many.
  public static var segmentsTCPv4: Self { Self(rawValue: 4) }
  /// It cuts a long TCP segment over IPv6 into many.
  public static var segmentsTCPv6: Self { Self(rawValue: 8) }
  /// It joins TCP segments that it receives.
  public static var joinsTCP: Self { Self(rawValue: 16) }
}

/// What the device is to do with one frame, or has done.
public struct FrameOffload: Equatable, Sendable {
  public enum Checksum: Equatable, Sendable {
    /// All of it is in the frame.
    case inFrame
    /// Received, and found right by the device.
    case verified
    /// The field at `start + offset` of the frame holds the sum of the pseudo header; the sum from `start` to
    /// the end is still to be added. Of a received frame: it did not leave the host, and is right.
    case partial(start: Int, offset: Int)
  }
  public enum Segmentation: Equatable, Sendable {
    case none
    /// TCP over IPv4, so many bytes of payload a segment.
    case tcpv4(Int)
    /// TCP over IPv6, so many bytes of payload a segment.
    case tcpv6(Int)
  }
  public var checksum: Checksum
  public var segmentation: Segmentation
  /// Bytes of all headers of a frame that is to be cut.
  public var headerByteCount: Int

  public init(
    checksum: Checksum = .inFrame, segmentation: Segmentation = .none, headerByteCount: Int = 0
  ) {
    self.checksum = checksum
    self.segmentation = segmentation
    self.headerByteCount = headerByteCount
  }

  /// Nobody has to look at the checksum of a received frame.
  public var isVerified: Bool { checksum != .inFrame }
}

/// What went through a network device.
public struct NetworkStatistics: Equatable, Sendable {
  public var receivedFrames: UInt64 = 0
  public var receivedBytes: UInt64 = 0
  public var sentFrames: UInt64 = 0
  public var sentBytes: UInt64 = 0
  /// Frames that `send` found no room for.
  public var refusedFrames: UInt64 = 0
  /// Frames from the host that were none.
  public var malformedFrames: UInt64 = 0
  /// Times that the host was told of frames: on `virtio` an exit each, on `unix` a system call.
  public var notifications: UInt64 = 0

  public init() {}
}

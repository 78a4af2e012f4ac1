// virtio-net (virtio 1.2, 5.1): a queue of buffers that the device fills with frames, and one of frames that it
// sends, each behind a header (VirtioNetworkHeader.swift).
//
//     receive  ──► queue 0   buffers by head; a long frame takes several, if that was agreed
//     send     ──► queue 1   a buffer for each head; long frames from a few large ones
//
// The device is told of frames once a `flush`, and of empty buffers once a `receive`; it interrupts when a
// task waits and there was nothing. What it sent is looked at when a buffer is wanted.

internal import Bytes
public import Devices
internal import Platform
public import Runtime
public import Wire

/// A network interface of a virtual machine.
public final class VirtioNetwork: NetworkDevice, DeviceHandler, @unchecked Sendable {
  public let name: String
  public let address: MACAddress
  public let maximumTransmissionUnit: Int
  public let offloads: NetworkOffloads
  public private(set) var isUp = true
  public internal(set) var statistics = NetworkStatistics()
  public var signal = DeviceSignal()

  let device: VirtioDevice
  private let receiving: ReceiveQueue
  let transmitting: TransmitQueue
  private let tellsStatus: Bool
  /// The device broke the protocol and is switched off.
  private(set) var isBroken = false
  /// A `send` found no room.
  private var wantsRoom = false

  /// The next network device of the machine, in the order in which the host declares them.
  @export(interface)
  public init(_ name: String) throws(VirtioFailure) {
    self.name = name
    let device = try VirtioDevice(.network)
    let features = try device.negotiate { offered in VirtioNetworkFeature.wanted(of: offered) }
    let configuration = VirtioNetworkConfiguration(device, features)
    address = configuration.address
    maximumTransmissionUnit = configuration.maximumTransmissionUnit
    offloads = VirtioNetworkFeature.offloads(features)
    tellsStatus = features & VirtioNetworkFeature.status != 0
    receiving = try ReceiveQueue(
      device, isMergeable: features & VirtioNetworkFeature.mergeableBuffers != 0,
      frameByteCount: EthernetHeader.byteCount + DriverLimits.linkExtra + maximumTransmissionUnit)
    transmitting = try TransmitQueue(
      device,
      frameByteCount: EthernetHeader.byteCount + DriverLimits.linkExtra + maximumTransmissionUnit,
      isSegmenting: !offloads.isDisjoint(with: [.segmentsTCPv4, .segmentsTCPv6]))
    self.device = device
    isUp = configuration.isUp
    DeviceEvents.add(self, source: device.start())
    receiving.publish(device)
  }

  @export(interface)
  public func receive(upTo limit: Int, _ body: (RawSpan, FrameOffload) -> Void) -> Int {
    guard !isBroken else { return 0 }
    var count = 0
    do throws(Virtqueue.Fault) {
      while count < limit {
        guard let length = try receiving.take(device, body) else { break }
        guard length > 0 else {
          statistics.malformedFrames += 1
          continue
        }
        count += 1
        statistics.receivedFrames += 1
        statistics.receivedBytes += UInt64(length)
      }
    } catch {
      fail()
      return count
    }
    if receiving.publish(device) { statistics.notifications += 1 }
    return count
  }

  public var hasRoom: Bool {
    if isBroken || transmitting.hasRoom { return true }
    wantsRoom = true
    return false
  }

  @export(interface)
  public func send(
    _ byteCount: Int, _ offload: FrameOffload, _ body: (inout MutableRawSpan) -> Void
  ) -> Bool {
    // What a device sends that is not there any more nobody misses.
    guard !isBroken else { return true }
    do throws(Virtqueue.Fault) {
      guard try transmitting.add(device, byteCount, offload, body) else {
        statistics.refusedFrames += 1
        wantsRoom = true
        return false
      }
    } catch {
      fail()
      return true
    }
    statistics.sentFrames += 1
    statistics.sentBytes += UInt64(byteCount)
    return true
  }

  @export(interface)
  public func flush() {
    guard !isBroken else { return }
    if device.publish(transmitting.queue, TransmitQueue.number) { statistics.notifications += 1 }
  }

  private func fail() {
    isBroken = true
    isUp = false
    device.fail()
    signal.raise()
  }
}

// MARK: - Events

extension VirtioNetwork {
  public func attend(isSignalled: Bool) {
    guard !isBroken else { return }
    if isSignalled, device.acknowledge() & VirtioInterrupt.configuration != 0, tellsStatus {
      isUp = VirtioNetworkConfiguration.isUp(device)
      signal.raise()
    }
    if signal.isAwaited, hasEvent { signal.raise() }
  }

  private var hasEvent: Bool {
    receiving.queue.pendingCount > 0 || wantsRoom && hasRoomAgain
  }

  private var hasRoomAgain: Bool {
    guard transmitting.queue.pendingCount > 0 else { return false }
    wantsRoom = false
    return true
  }

  public func prepareToWait() -> Bool {
    guard signal.isAwaited, !isBroken else { return false }
    let hasFrames = receiving.queue.arm()
    return wantsRoom && transmitting.queue.arm() || hasFrames
  }

  public var isAwaited: Bool { signal.isAwaited && !isBroken }

  /// Frames that were handed over and not yet sent would be lost with the machine.
  public var isTaking: Bool { !isBroken && transmitting.queue.isTaking }
}

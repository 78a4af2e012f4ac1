internal import Bytes
internal import Devices
public import Time
internal import Wire

extension NetworkCore {
  /// Takes what has arrived at an interface, `limit` frames at most.
  /// - Returns: how many there were; the caller flushes the devices when it is done.
  @discardableResult
  public func receive(_ index: Int, upTo limit: Int, now: Instant) -> Int {
    let interface = interfaces[index]
    return interface.device.receive(upTo: limit) { frame, offload in
      receive(frame, offload, interface, now)
    }
  }

  func receive(
    _ frame: RawSpan, _ offload: FrameOffload, _ interface: NetworkInterface, _ now: Instant
  ) {
    counters.received += 1
    do throws(WireFailure) {
      let (header, range) = try EthernetHeader.parse(frame)
      guard header.tag == nil, isFor(interface, header.destination), header.source.isUnicast,
        header.source != interface.device.address
      else {
        counters.foreign += 1
        return
      }
      let payload = frame.extracting(range)
      switch header.type {
      case .arp: try receiveARP(payload, interface, now)
      case .ipv4:
        try receiveIPv4(
          payload, isVerified: offload.isVerified, interface,
          isGroup: header.destination.isMulticast, now)
      default: counters.foreign += 1
      }
    } catch {
      counters.malformed += 1
    }
  }

  private func isFor(_ interface: NetworkInterface, _ destination: MACAddress) -> Bool {
    destination == interface.device.address || destination.isBroadcast
      || destination == MACAddress(group: IPv4Address(224, 0, 0, 1))
  }

  /// Sends a frame whose payload `body` writes behind the header. False: there is no room for it.
  func sendFrame(
    _ interface: NetworkInterface, to destination: MACAddress, _ type: EtherType,
    payloadByteCount: Int, _ offload: FrameOffload = FrameOffload(),
    _ body: (inout MutableRawSpan, Int) -> Void
  ) -> Bool {
    let header = EthernetHeader(
      destination: destination, source: interface.device.address, type: type)
    let isSent = interface.device.send(EthernetHeader.byteCount + payloadByteCount, offload) {
      frame in
      header.emit(into: &frame)
      body(&frame, EthernetHeader.byteCount)
    }
    if isSent { counters.sent += 1 } else { counters.unsent += 1 }
    return isSent
  }

  /// Lets the hosts of all devices know what was sent.
  public func flush() {
    for interface in interfaces { interface.device.flush() }
  }
}

// Address resolution (RFC 826) with the rules of RFC 5227 for addresses that two hosts claim.

internal import Bytes
internal import Devices
internal import Time
internal import Wire

extension NetworkCore {
  func receiveARP(
    _ bytes: RawSpan, _ interface: NetworkInterface, _ now: Instant
  ) throws(WireFailure) {
    let packet = try ARPPacket.parse(bytes)
    guard let own = interface.ipv4?.address, packet.senderHardwareAddress.isUnicast else { return }
    if packet.senderAddress == own {
      if packet.senderHardwareAddress != interface.device.address { defend(interface, now) }
      return
    }
    let isForUs = packet.targetAddress == own
    // Probes teach nothing, and what is not on this network is none of its neighbours.
    if packet.senderAddress.isUnicast, interface.ipv4?.contains(packet.senderAddress) == true {
      let waiting = interface.neighbors.learn(
        packet.senderAddress, packet.senderHardwareAddress,
        isAnswer: packet.operation == .reply && isForUs, addsNew: isForUs, now: now)
      send(waiting, interface, to: packet.senderHardwareAddress)
    }
    guard packet.operation == .request, isForUs else { return }
    sendARP(
      ARPPacket(
        operation: .reply, senderHardwareAddress: interface.device.address, senderAddress: own,
        targetHardwareAddress: packet.senderHardwareAddress, targetAddress: packet.senderAddress),
      interface, to: packet.senderHardwareAddress)
  }

  /// Datagrams that waited for a neighbour.
  private func send(_ waiting: [[UInt8]], _ interface: NetworkInterface, to hardware: MACAddress) {
    for packet in waiting {
      _ = sendFrame(interface, to: hardware, .ipv4, payloadByteCount: packet.count) {
        frame, start in
        frame.write(packet.span.bytes, at: start)
      }
    }
  }

  func ask(for address: IPv4Address, at hardware: MACAddress?, _ interface: NetworkInterface) {
    guard let own = interface.ipv4?.address else { return }
    sendARP(
      ARPPacket(
        operation: .request, senderHardwareAddress: interface.device.address, senderAddress: own,
        targetHardwareAddress: .unspecified, targetAddress: address),
      interface, to: hardware ?? .broadcast)
  }

  /// Says that an address is ours (RFC 5227, section 2.3), so that others forget whose it was before.
  func announce(_ interface: NetworkInterface) {
    guard let own = interface.ipv4?.address else { return }
    ask(for: own, at: nil, interface)
  }

  /// RFC 5227, section 2.4 (b): once in a while. Two hosts that both do it for ever would flood the link.
  private func defend(_ interface: NetworkInterface, _ now: Instant) {
    interface.conflicts += 1
    guard now >= interface.defendedUntil else { return }
    interface.defendedUntil = now + NetworkLimits.defendInterval
    announce(interface)
  }

  private func sendARP(_ packet: ARPPacket, _ interface: NetworkInterface, to hardware: MACAddress)
  {
    _ = sendFrame(
      interface, to: hardware, .arp, payloadByteCount: ARPPacket.byteCount
    ) { frame, start in
      packet.emit(into: &frame, at: start)
    }
  }
}

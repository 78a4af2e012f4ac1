// How a datagram leaves: its route, its neighbour, its pieces.

internal import Bytes
internal import Devices
internal import Time
internal import Wire

/// What became of a datagram.
enum Departure: Equatable {
  case sent
  /// It waits for the neighbour's answer.
  case waiting
  case noRoute
  /// The device has no room now.
  case noRoom
  /// It is longer than the path allows, and may not be cut.
  case tooLong(mtu: Int)
}

extension NetworkCore {
  /// The source of datagrams to `destination`; nil: no route leads there.
  func source(for destination: IPv4Address) -> IPv4Address? {
    if isOurs(destination) { return destination }
    guard let hop = hop(to: destination) else { return nil }
    return interfaces[hop.interface].ipv4?.address
  }

  private func hop(to destination: IPv4Address) -> (interface: Int, next: IPv4Address)? {
    if let hop = routes.hop(to: destination) { return hop }
    // Groups and all of the link need no route.
    guard destination.isBroadcast || destination.isMulticast else { return nil }
    return interfaces.isEmpty ? nil : (0, destination)
  }

  /// Bytes of a datagram to `destination` that need not be cut.
  func mtu(to destination: IPv4Address, _ now: Instant) -> Int {
    guard let hop = hop(to: destination) else { return NetworkLimits.leastPathMTU }
    let link = interfaces[hop.interface].device.maximumTransmissionUnit
    return min(link, paths.mtu(to: destination, now: now) ?? link)
  }

  /// Sends a datagram; `body` writes its payload at an offset of the frame, all of it. `body` may be called with
  /// a frame or with memory where the datagram waits.
  /// - Parameter offload: what is left to the device, its places counted from the payload.
  func sendIPv4(
    _ header: IPv4Header, payloadByteCount: Int, _ now: Instant,
    offload: FrameOffload = FrameOffload(), _ body: (inout MutableRawSpan, Int) -> Void
  ) -> Departure {
    if isOurs(header.destination) { return loop(header, payloadByteCount, body) }
    guard let hop = hop(to: header.destination) else { return .noRoute }
    let interface = interfaces[hop.interface]
    let total = header.byteCount + payloadByteCount
    if offload.segmentation == .none {
      let mtu = mtu(to: header.destination, now)
      if total > mtu {
        if header.dontFragment { return .tooLong(mtu: mtu) }
        return sendPieces(header, payloadByteCount, mtu: mtu, now, body)
      }
    }
    guard let hardware = hardware(hop.next, interface, now) else {
      return hold(header, payloadByteCount, hop.next, interface, body)
    }
    let start = EthernetHeader.byteCount + header.byteCount
    let isSent = sendFrame(
      interface, to: hardware, .ipv4, payloadByteCount: total, offload.moved(by: start)
    ) { frame, place in
      header.emit(into: &frame, at: place, payloadByteCount: payloadByteCount)
      body(&frame, place + header.byteCount)
    }
    return isSent ? .sent : .noRoom
  }

  /// Nil: it has to be asked for, and is.
  private func hardware(
    _ next: IPv4Address, _ interface: NetworkInterface, _ now: Instant
  ) -> MACAddress? {
    if interface.isBroadcast(next) { return .broadcast }
    if next.isMulticast { return MACAddress(group: next) }
    switch interface.neighbors.resolve(next, now: now) {
    case .known(let hardware): return hardware
    case .ask:
      ask(for: next, at: nil, interface)
      return nil
    case .waiting, .full: return nil
    }
  }

  private func hold(
    _ header: IPv4Header, _ payloadByteCount: Int, _ next: IPv4Address,
    _ interface: NetworkInterface, _ body: (inout MutableRawSpan, Int) -> Void
  ) -> Departure {
    if !interface.neighbors.hold(datagram(header, payloadByteCount, body), for: next) {
      counters.unsent += 1
    }
    return .waiting
  }

  private func loop(
    _ header: IPv4Header, _ payloadByteCount: Int, _ body: (inout MutableRawSpan, Int) -> Void
  ) -> Departure {
    guard loopback.count < NetworkLimits.burst else { return .noRoom }
    loopback.append(datagram(header, payloadByteCount, body))
    return .sent
  }

  /// A datagram in memory of its own.
  private func datagram(
    _ header: IPv4Header, _ payloadByteCount: Int, _ body: (inout MutableRawSpan, Int) -> Void
  ) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: header.byteCount + payloadByteCount)
    var mutable = bytes.mutableSpan
    var span = mutable.mutableBytes
    header.emit(into: &span, payloadByteCount: payloadByteCount)
    body(&span, header.byteCount)
    return bytes
  }

  /// RFC 791, section 3.2: pieces of whole units of eight bytes.
  private func sendPieces(
    _ header: IPv4Header, _ payloadByteCount: Int, mtu: Int, _ now: Instant,
    _ body: (inout MutableRawSpan, Int) -> Void
  ) -> Departure {
    var header = header
    header.identification = UInt16(truncatingIfNeeded: nextNumber(1))
    let whole = datagram(header, payloadByteCount, body)
    let unit = (mtu - header.byteCount) & ~7
    var outcome = Departure.sent
    for start in stride(from: 0, to: payloadByteCount, by: unit) {
      let count = min(unit, payloadByteCount - start)
      header.fragmentOffset = start
      header.moreFragments = start + count < payloadByteCount
      let from = header.byteCount + start
      outcome = sendIPv4(header, payloadByteCount: count, now) { frame, place in
        frame.write(whole.span.bytes.extracting(from..<from + count), at: place)
      }
      if outcome != .sent, outcome != .waiting { return outcome }
    }
    return outcome
  }
}

extension FrameOffload {
  /// With its places counted from `bytes` before.
  fileprivate func moved(by bytes: Int) -> FrameOffload {
    var moved = self
    if case .partial(let start, let offset) = checksum {
      moved.checksum = .partial(start: start + bytes, offset: offset)
    }
    if segmentation != .none { moved.headerByteCount += bytes }
    return moved
  }
}

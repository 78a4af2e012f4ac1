internal import Bytes

extension RouterAdvertisement {
  /// Writes the message with its checksum: `byteCount` bytes from `offset`. Trap: they do not fit there.
  public func emit(
    into bytes: inout MutableRawSpan, at offset: Int = 0, pseudoHeader: PseudoHeader
  ) {
    precondition(offset >= 0 && byteCount <= bytes.byteCount - offset, "no room")
    let flags: UInt8 =
      (isManaged ? 0x80 : 0) | (hasOtherConfiguration ? 0x40 : 0) | preference.rawValue << 3
    bytes.write(currentHopLimit, at: offset + 4)
    bytes.write(flags, at: offset + 5)
    bytes.write(routerLifetime, at: offset + 6)
    bytes.write(reachableTime, at: offset + 8)
    bytes.write(retransmissionTimer, at: offset + 12)
    emitOptions(into: &bytes, at: offset + 16)
    ICMPv6Type.routerAdvertisement.seal(
      &bytes, at: offset, byteCount: byteCount, pseudoHeader: pseudoHeader)
  }

  private func emitOptions(into bytes: inout MutableRawSpan, at offset: Int) {
    var place = offset
    if let sourceLinkLayerAddress {
      NeighborOption.emit(
        sourceLinkLayerAddress, type: NeighborOption.sourceLinkLayerAddress, into: &bytes,
        at: place)
      place += 8
    }
    if let mtu {
      bytes.write(0x0501_0000 as UInt32, at: place)
      bytes.write(mtu, at: place + 4)
      place += 8
    }
    for index in 0..<prefixes.count {
      prefixes[index].emit(into: &bytes, at: place)
      place += 32
    }
    // One option each: their lifetimes may differ.
    for index in 0..<resolvers.count {
      bytes.write(0x1903_0000 as UInt32, at: place)
      bytes.write(resolvers[index].lifetime, at: place + 4)
      bytes.write(resolvers[index].address, at: place + 8)
      place += 24
    }
  }
}

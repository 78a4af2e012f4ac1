// Datagrams that come in pieces (RFC 791, section 3.2). A piece that overlaps another makes the whole one to be
// dropped: nobody honest sends such, and who puts them together otherwise than a firewall did is deceived (RFC
// 5722 forbids them for IPv6). Bounded in number, bytes, pieces and time.

internal import Bytes
public import Time
public import Wire

/// Pieces of IPv4 datagrams. Pure.
public struct Reassembler {
  struct Key: Hashable {
    let source: IPv4Address
    let destination: IPv4Address
    let identification: UInt16
    let `protocol`: UInt8
  }

  struct Piece {
    let start: Int
    let bytes: [UInt8]
    var end: Int { start + bytes.count }
  }

  struct Datagram {
    /// Of the piece with the beginning, else of the first that came.
    var header: IPv4Header
    var pieces: [Piece] = []
    var byteCount = 0
    /// Bytes of the whole, once the last piece is there.
    var total: Int?
    let deadline: Instant
    /// A piece did not fit: all further ones are dropped as well.
    var isBroken = false
  }

  private var datagrams: [Key: Datagram] = [:]
  private(set) var byteCount = 0
  /// Datagrams that were given up.
  public private(set) var dropped: UInt64 = 0

  public init() {}

  /// Not after the first deadline.
  public private(set) var deadline = Instant.distantFuture

  /// Takes a piece in.
  /// - Returns: the whole, without a header, when this was the last that was missing; its header is no fragment's.
  public mutating func add(
    _ header: IPv4Header, _ payload: RawSpan, now: Instant
  ) -> (header: IPv4Header, payload: [UInt8])? {
    let key = Key(
      source: header.source, destination: header.destination,
      identification: header.identification, protocol: header.protocol.rawValue)
    var datagram = datagrams.removeValue(forKey: key) ?? begin(header, now)
    byteCount -= datagram.byteCount
    defer {
      if datagrams[key] != nil { byteCount += datagram.byteCount }
    }
    guard !datagram.isBroken, take(&datagram, header, payload) else {
      if !datagram.isBroken { dropped += 1 }
      datagram.isBroken = true
      datagram.pieces = []
      datagram.byteCount = 0
      datagrams[key] = datagram
      return nil
    }
    guard let total = datagram.total, datagram.byteCount == total else {
      datagrams[key] = datagram
      return nil
    }
    var whole: [UInt8] = []
    whole.reserveCapacity(total)
    for piece in datagram.pieces { whole += piece.bytes }
    var joined = datagram.header
    joined.moreFragments = false
    joined.fragmentOffset = 0
    return (joined, whole)
  }

  private mutating func begin(_ header: IPv4Header, _ now: Instant) -> Datagram {
    if datagrams.count >= NetworkLimits.reassemblies { dropOldest() }
    let limit = now + NetworkLimits.reassemblyTime
    deadline = min(deadline, limit)
    return Datagram(header: header, deadline: limit)
  }

  /// False: it cannot belong to the others.
  private func take(_ datagram: inout Datagram, _ header: IPv4Header, _ payload: RawSpan) -> Bool {
    let start = header.fragmentOffset
    let end = start + payload.byteCount
    // All but the last are whole units of eight bytes, and none is empty.
    guard payload.byteCount > 0, !header.moreFragments || payload.byteCount & 7 == 0,
      datagram.pieces.count < NetworkLimits.reassemblyPieces,
      byteCount + datagram.byteCount + payload.byteCount <= NetworkLimits.reassemblyBytes
    else { return false }
    if !header.moreFragments {
      guard datagram.total == nil || datagram.total == end else { return false }
      datagram.total = end
    }
    if let total = datagram.total {
      guard end <= total, datagram.pieces.last.map({ $0.end <= total }) ?? true else {
        return false
      }
    }
    var place = datagram.pieces.count
    while place > 0, datagram.pieces[place - 1].start >= start { place -= 1 }
    if place < datagram.pieces.count {
      // The same once more: a copy made on the way.
      let next = datagram.pieces[place]
      if next.start == start, next.end == end { return true }
      guard end <= next.start else { return false }
    }
    if place > 0, datagram.pieces[place - 1].end > start { return false }
    datagram.pieces.insert(Piece(start: start, bytes: Array(payload)), at: place)
    datagram.byteCount += payload.byteCount
    if start == 0 { datagram.header = header }
    return true
  }

  private mutating func dropOldest() {
    var oldest: (key: Key, deadline: Instant)?
    for (key, datagram) in datagrams {
      if let found = oldest, found.deadline <= datagram.deadline { continue }
      oldest = (key, datagram.deadline)
    }
    if let oldest { drop(oldest.key) }
  }

  private mutating func drop(_ key: Key) {
    guard let datagram = datagrams.removeValue(forKey: key) else { return }
    byteCount -= datagram.byteCount
    if !datagram.isBroken { dropped += 1 }
  }

  /// Drops what has waited too long. Deviates: RFC 1122, section 3.3.2 wants the sender told; nobody acts on it.
  public mutating func expire(now: Instant) {
    guard now >= deadline else { return }
    var next = Instant.distantFuture
    for (key, datagram) in datagrams {
      guard datagram.deadline <= now else {
        next = min(next, datagram.deadline)
        continue
      }
      drop(key)
    }
    deadline = next
  }
}

import SeededNumbers
import Testing
import Time
import Wire

@testable import Network

@Suite struct ReassemblerTests {
  private let start = Instant(nanoseconds: 1)

  private func piece(
    _ offset: Int, _ bytes: [UInt8], more: Bool, identification: UInt16 = 1
  ) -> (header: IPv4Header, bytes: [UInt8]) {
    var header = IPv4Header(
      source: IPv4Address(10, 0, 0, 9), destination: IPv4Address(10, 0, 0, 2), protocol: .udp)
    header.identification = identification
    header.fragmentOffset = offset
    header.moreFragments = more
    return (header, bytes)
  }

  private func add(
    _ reassembler: inout Reassembler, _ piece: (header: IPv4Header, bytes: [UInt8]),
    now: Instant? = nil
  ) -> [UInt8]? {
    reassembler.add(piece.header, piece.bytes.span.bytes, now: now ?? start)?.payload
  }

  /// In every order, with repetitions.
  @Test(arguments: 0..<100)
  func theOrderDoesNotMatter(seed: Int) {
    var numbers = SplitMix(state: UInt64(seed))
    let data = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    var pieces: [(header: IPv4Header, bytes: [UInt8])] = []
    var place = 0
    while place < data.count {
      let count = min(8 * Int(1 + numbers.next() % 20), data.count - place)
      pieces.append(
        piece(place, Array(data[place..<place + count]), more: place + count < data.count))
      place += count
    }
    var order = pieces
    for index in order.indices {
      order.swapAt(index, Int(numbers.next() % UInt64(order.count)))
    }
    let again = order[Int(numbers.next() % UInt64(order.count - 1))]
    order.insert(again, at: order.count - 1)
    var reassembler = Reassembler()
    var whole: [UInt8]?
    for one in order { whole = add(&reassembler, one) ?? whole }
    #expect(whole == data)
    #expect(reassembler.byteCount == 0)
  }

  /// What overlaps, is not whole units, or goes beyond the end: the datagram is dropped, and its other pieces too.
  @Test func piecesThatDoNotFitDropAll() {
    let eight = [UInt8](repeating: 1, count: 8)
    let sixteen = [UInt8](repeating: 2, count: 16)
    for bad in [
      [piece(0, sixteen, more: true), piece(8, sixteen, more: false)],
      [piece(8, sixteen, more: false), piece(0, sixteen, more: true)],
      [piece(0, [1, 2, 3], more: true)], [piece(0, [], more: true)],
      [piece(8, eight, more: false), piece(16, eight, more: true)],
      [piece(8, eight, more: false), piece(16, eight, more: false)],
    ] {
      var reassembler = Reassembler()
      for one in bad { #expect(add(&reassembler, one) == nil) }
      #expect(reassembler.dropped == 1)
      #expect(add(&reassembler, piece(0, eight, more: true)) == nil)
      #expect(add(&reassembler, piece(8, eight, more: false)) == nil)
      #expect(reassembler.byteCount == 0)
    }
  }

  @Test func theyWaitHalfAMinute() {
    var reassembler = Reassembler()
    let eight = [UInt8](repeating: 1, count: 8)
    #expect(add(&reassembler, piece(0, eight, more: true)) == nil)
    #expect(reassembler.deadline == start + .seconds(30))
    reassembler.expire(now: start + .seconds(29))
    #expect(reassembler.byteCount == 8)
    reassembler.expire(now: start + .seconds(30))
    #expect(reassembler.byteCount == 0 && reassembler.dropped == 1)
    #expect(reassembler.deadline == .distantFuture)
  }

  /// A flood of beginnings: the oldest make room, and memory is bounded.
  @Test func aFloodIsBounded() {
    var reassembler = Reassembler()
    let large = [UInt8](repeating: 1, count: 1480)
    for number in 0..<2000 {
      for place in 0..<(number % 3 + 1) {
        _ = add(
          &reassembler,
          piece(place * 1480, large, more: true, identification: UInt16(number)),
          now: start + .milliseconds(Int64(number)))
      }
      #expect(reassembler.byteCount <= NetworkLimits.reassemblyBytes)
    }
    let eight = [UInt8](repeating: 1, count: 8)
    #expect(add(&reassembler, piece(0, eight, more: true, identification: 5000)) == nil)
    #expect(add(&reassembler, piece(8, eight, more: false, identification: 5000)) == eight + eight)
  }
}

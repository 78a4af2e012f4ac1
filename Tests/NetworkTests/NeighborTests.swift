import Testing
import Time
import Wire

@testable import Network

@Suite struct NeighborTests {
  private let start = Instant(nanoseconds: 5_000_000_000)
  private let card = MACAddress(2, 0, 0, 0, 0, 9)
  private let address = IPv4Address(10, 0, 0, 9)

  @Test func threeQuestionsThenItIsGivenUp() {
    var cache = NeighborCache<IPv4Address>()
    #expect(cache.resolve(address, now: start) == .ask)
    #expect(cache.resolve(address, now: start) == .waiting)
    cache.hold([1], for: address)
    var now = start
    for _ in 0..<2 {
      #expect(cache.poll(now: now) == nil)
      now = now + .seconds(1)
      guard case .ask(address, nil) = cache.poll(now: now) else {
        Issue.record("no question")
        return
      }
    }
    now = now + .seconds(1)
    guard case .failed(address, let packets) = cache.poll(now: now) else {
      Issue.record("not given up")
      return
    }
    #expect(packets == [[1]])
    #expect(cache.resolve(address, now: now) == .ask)
  }

  @Test func onlyTheLastPacketsWait() {
    var cache = NeighborCache<IPv4Address>()
    _ = cache.resolve(address, now: start)
    for number: UInt8 in 1...9 { cache.hold([number], for: address) }
    let waiting = cache.learn(address, card, isAnswer: true, addsNew: false, now: start)
    #expect(waiting == [[6], [7], [8], [9]])
    #expect(cache.resolve(address, now: start) == .known(card))
  }

  /// RFC 4861, section 7.3: unused it is not asked about; used it is asked about itself, after a while.
  @Test func aStaleNeighborIsAskedWhenItIsUsed() {
    var cache = NeighborCache<IPv4Address>()
    _ = cache.resolve(address, now: start)
    _ = cache.learn(address, card, isAnswer: true, addsNew: false, now: start)
    var now = start + .seconds(30)
    #expect(cache.poll(now: now) == nil)
    #expect(cache.known.first?.state == .stale)
    #expect(cache.deadline == .distantFuture)
    #expect(cache.resolve(address, now: now) == .known(card))
    #expect(cache.known.first?.state == .delay)
    for _ in 0..<3 {
      now = now + .seconds(5)
      guard case .ask(address, card) = cache.poll(now: now) else {
        Issue.record("no question")
        return
      }
      #expect(cache.resolve(address, now: now) == .known(card))
    }
    now = now + .seconds(5)
    guard case .failed = cache.poll(now: now) else {
      Issue.record("not given up")
      return
    }
    #expect(cache.known.isEmpty)
  }

  @Test func groupsAreNobodysAddress() {
    var cache = NeighborCache<IPv4Address>()
    _ = cache.resolve(address, now: start)
    #expect(
      cache.learn(address, .broadcast, isAnswer: true, addsNew: true, now: start).isEmpty)
    #expect(cache.resolve(address, now: start) == .waiting)
  }

  /// A flood of made-up neighbours pushes out the one that was not used for longest, and those that are
  /// being asked for stay.
  @Test func thereIsALimit() {
    var cache = NeighborCache<IPv4Address>()
    for number in 0..<2000 {
      let one = IPv4Address(rawValue: UInt32(number))
      _ = cache.learn(
        one, card, isAnswer: false, addsNew: true, now: start + .milliseconds(Int64(number)))
    }
    #expect(cache.known.count == NetworkLimits.neighbors)
    #expect(
      cache.known.allSatisfy { $0.address.rawValue >= 2000 - UInt32(NetworkLimits.neighbors) })
    for number in 0..<2000 {
      _ = cache.resolve(IPv4Address(rawValue: UInt32(10_000 + number)), now: start)
    }
    #expect(cache.known.count == NetworkLimits.neighbors)
    #expect(cache.resolve(IPv4Address(rawValue: 50_000), now: start) == .full)
    let isHeld = cache.hold([1], for: IPv4Address(rawValue: 50_000))
    #expect(!isHeld)
  }
}

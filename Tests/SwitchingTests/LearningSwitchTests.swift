import SeededNumbers
import Testing
import Time
import Wire

@testable import Switching

struct LearningSwitchTests {
  static let alice = MACAddress(0x02, 0, 0, 0, 0, 0xa)
  static let bob = MACAddress(0x02, 0, 0, 0, 0, 0xb)
  static let one = PortNumber(1)
  static let two = PortNumber(2)

  static func frame(to destination: MACAddress, from source: MACAddress) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 60)
    var whole = bytes.mutableSpan
    var span = whole.mutableBytes
    EthernetHeader(destination: destination, source: source, type: .arp).emit(into: &span)
    return bytes
  }

  private func at(_ seconds: Int64) -> Instant { .zero + .seconds(seconds) }

  @Test func aStationThatNobodyHasSeenIsAskedForEverywhere() {
    var table = LearningSwitch()
    let frame = Self.frame(to: Self.bob, from: Self.alice)
    #expect(table.decide(frame.span.bytes, from: Self.one, at: .zero) == .others)
  }

  @Test func aStationThatHasSpokenGetsItsFramesAlone() {
    var table = LearningSwitch()
    let question = Self.frame(to: .broadcast, from: Self.alice)
    #expect(table.decide(question.span.bytes, from: Self.one, at: .zero) == .others)
    let answer = Self.frame(to: Self.alice, from: Self.bob)
    #expect(table.decide(answer.span.bytes, from: Self.two, at: .zero) == .one(Self.one))
    let next = Self.frame(to: Self.bob, from: Self.alice)
    #expect(table.decide(next.span.bytes, from: Self.one, at: .zero) == .one(Self.two))
  }

  @Test func aStationMovesWithItsLastFrame() {
    var table = LearningSwitch()
    let hello = Self.frame(to: .broadcast, from: Self.alice)
    _ = table.decide(hello.span.bytes, from: Self.one, at: .zero)
    _ = table.decide(hello.span.bytes, from: Self.two, at: .zero)
    #expect(table.place(of: Self.alice, at: .zero) == Self.two)
    #expect(table.stationCount == 1)
  }

  @Test func aSilentStationIsForgottenWhenItsTimeIsOver() {
    var table = LearningSwitch(ageing: .seconds(300))
    let hello = Self.frame(to: .broadcast, from: Self.alice)
    _ = table.decide(hello.span.bytes, from: Self.one, at: at(10))
    let question = Self.frame(to: Self.alice, from: Self.bob)
    #expect(table.decide(question.span.bytes, from: Self.two, at: at(309)) == .one(Self.one))
    #expect(table.decide(question.span.bytes, from: Self.two, at: at(310)) == .others)
    // Whatever it sends keeps it known.
    _ = table.decide(hello.span.bytes, from: Self.one, at: at(311))
    #expect(table.decide(question.span.bytes, from: Self.two, at: at(600)) == .one(Self.one))
  }

  @Test func aFrameNeverGoesBackWhereItCameFrom() {
    var table = LearningSwitch()
    _ = table.decide(
      Self.frame(to: .broadcast, from: Self.alice).span.bytes, from: Self.one, at: .zero)
    let neighbour = Self.frame(to: Self.alice, from: Self.bob)
    #expect(table.decide(neighbour.span.bytes, from: Self.one, at: .zero) == .nowhere(.local))
  }

  @Test(arguments: 0..<14)
  func whatIsShorterThanAHeaderIsDropped(length: Int) {
    var table = LearningSwitch()
    let frame = Self.frame(to: .broadcast, from: Self.alice).prefix(length)
    #expect(
      table.decide(Array(frame).span.bytes, from: Self.one, at: .zero) == .nowhere(.short))
    #expect(table.stationCount == 0)
  }

  @Test(arguments: [
    MACAddress.broadcast, MACAddress(0x01, 0, 0x5e, 0, 0, 1), MACAddress.unspecified,
  ])
  func noStationIsAGroup(source: MACAddress) {
    var table = LearningSwitch()
    let frame = Self.frame(to: Self.bob, from: source)
    #expect(table.decide(frame.span.bytes, from: Self.one, at: .zero) == .nowhere(.source))
    #expect(table.stationCount == 0)
  }

  @Test func groupsOfTheLinkStayThere() {
    var table = LearningSwitch()
    for last in 0...15 as ClosedRange<UInt8> {
      let group = MACAddress(0x01, 0x80, 0xc2, 0, 0, last)
      let frame = Self.frame(to: group, from: Self.alice)
      #expect(table.decide(frame.span.bytes, from: Self.one, at: .zero) == .nowhere(.linkGroup))
    }
    let further = Self.frame(to: MACAddress(0x01, 0x80, 0xc2, 0, 0, 16), from: Self.alice)
    #expect(table.decide(further.span.bytes, from: Self.one, at: .zero) == .others)
  }

  @Test func aFloodOfSendersDoesNotDriveOutThoseThatAreKnown() {
    var table = LearningSwitch(ageing: .seconds(300), capacity: 8)
    _ = table.decide(
      Self.frame(to: .broadcast, from: Self.alice).span.bytes, from: Self.one, at: at(0))
    for number in 0..<1000 as Range<UInt64> {
      let made = MACAddress(rawValue: 0x0266_0000_0000 + number)
      _ = table.decide(
        Self.frame(to: .broadcast, from: made).span.bytes, from: Self.two, at: at(1))
    }
    #expect(table.stationCount == 8)
    #expect(table.place(of: Self.alice, at: at(1)) == Self.one)
    // Once they are old there is room again.
    _ = table.decide(
      Self.frame(to: .broadcast, from: Self.bob).span.bytes, from: Self.two, at: at(301))
    #expect(table.place(of: Self.bob, at: at(301)) == Self.two)
    #expect(table.stationCount == 1)
  }

  @Test func aPortThatIsPulledOutTakesItsStationsAlong() {
    var table = LearningSwitch()
    _ = table.decide(
      Self.frame(to: .broadcast, from: Self.alice).span.bytes, from: Self.one, at: .zero)
    _ = table.decide(
      Self.frame(to: .broadcast, from: Self.bob).span.bytes, from: Self.two, at: .zero)
    table.forget(Self.one)
    #expect(table.place(of: Self.alice, at: .zero) == nil)
    #expect(table.place(of: Self.bob, at: .zero) == Self.two)
  }

  /// Against a table that is kept the plain way: each address with where and when it was last seen.
  @Test(arguments: 0..<50)
  func decisionsAreThoseOfAPlainTable(seed: Int) {
    var numbers = SplitMix(state: UInt64(seed))
    var table = LearningSwitch(ageing: .seconds(20), capacity: 1000)
    var plain: [MACAddress: (PortNumber, Instant)] = [:]
    var now = Instant.zero
    for _ in 0..<400 {
      now = now + .seconds(Int64(numbers.next() % 4))
      let source = MACAddress(rawValue: 0x0200_0000_0000 + numbers.next() % 12)
      let destination =
        numbers.next() % 5 == 0
        ? MACAddress.broadcast : MACAddress(rawValue: 0x0200_0000_0000 + numbers.next() % 12)
      let port = PortNumber(Int(numbers.next() % 4))
      plain[source] = (port, now)
      var expected = LearningSwitch.Verdict.others
      if let (there, seen) = plain[destination], now - seen < .seconds(20) {
        expected = there == port ? .nowhere(.local) : .one(there)
      }
      let frame = Self.frame(to: destination, from: source)
      #expect(table.decide(frame.span.bytes, from: port, at: now) == expected)
    }
  }
}

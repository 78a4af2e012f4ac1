import Foundation
import Processes
import Testing
import Time
import Wire

@testable import Switching

/// Frames through a real switch, over real sockets.
struct NetworkSegmentTests {
  static let alice = MACAddress(2, 0, 0, 0, 0, 0xa)
  static let bob = MACAddress(2, 0, 0, 0, 0, 0xb)
  static let carol = MACAddress(2, 0, 0, 0, 0, 0xc)

  /// What stands at the other end of a link.
  struct Station {
    var address: MACAddress
    let link: Descriptor

    init(
      _ address: MACAddress, on segment: NetworkSegment, _ name: String, faults: String? = nil
    ) throws {
      self.address = address
      link = try segment.makeLink(name, faults: faults.map { try FaultSettings.parse($0) })
    }

    func send(_ number: UInt8, to destination: MACAddress, byteCount: Int = 60) {
      var frame = LearningSwitchTests.frame(to: destination, from: address)
      frame += [UInt8](repeating: 0, count: byteCount - 60)
      frame[14] = number
      #expect(write(link.number, frame, frame.count) == frame.count)
    }

    /// The number of the next frame; nil: none came in time.
    func receive(within milliseconds: Int32 = 10_000) -> UInt8? {
      var polled = pollfd(fd: link.number, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, milliseconds) == 1, let frame = link.read(70_000), frame.count > 14
      else { return nil }
      return frame[14]
    }

    /// Nothing is there. Only of use after something that came later has been seen elsewhere.
    var hasNothing: Bool { receive(within: 0) == nil }
  }

  @Test func unknownStationsAreAskedForEverywhereAndKnownOnesAlone() throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let alice = try Station(Self.alice, on: segment, "alice")
    let bob = try Station(Self.bob, on: segment, "bob")
    let carol = try Station(Self.carol, on: segment, "carol")
    alice.send(1, to: Self.bob)
    #expect(bob.receive() == 1)
    #expect(carol.receive() == 1)
    bob.send(2, to: Self.alice)
    #expect(alice.receive() == 2)
    alice.send(3, to: Self.bob)
    #expect(bob.receive() == 3)
    alice.send(4, to: .broadcast)
    #expect(bob.receive() == 4)
    // Neither 2 nor 3 came here.
    #expect(carol.receive() == 4)
    #expect(alice.hasNothing)
  }

  @Test func everythingIsInTheRing() throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let alice = try Station(Self.alice, on: segment, "alice")
    let bob = try Station(Self.bob, on: segment, "bob")
    alice.send(1, to: Self.bob)
    #expect(bob.receive() == 1)
    bob.send(2, to: Self.alice, byteCount: 1514)
    #expect(alice.receive() == 2)
    let capture = segment.capture()
    #expect(capture.packets.map(\.number) == [1, 2, 3, 4])
    #expect(capture.packets.map { capture.name(of: $0.port) } == ["alice", "bob", "bob", "alice"])
    #expect(capture.packets.map(\.direction) == [.incoming, .outgoing, .incoming, .outgoing])
    #expect(capture.packets.map(\.byteCount) == [60, 60, 1514, 1514])
    #expect(segment.capture(from: 4).packets.map(\.number) == [4])
    let statistics = segment.statistics
    #expect(statistics["alice"]?.receivedFrames == 1)
    #expect(statistics["alice"]?.sentBytes == 1514)
    // By the host's clock: after 2020, and in order.
    #expect(capture.packets.allSatisfy { $0.time.nanoseconds > 1_577_836_800_000_000_000 })
    for (one, next) in zip(capture.packets, capture.packets.dropFirst()) {
      #expect(one.time <= next.time)
    }
  }

  @Test func framesThatAreNoneAreCounted() throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let alice = try Station(Self.alice, on: segment, "alice")
    let bob = try Station(Self.bob, on: segment, "bob")
    #expect(write(alice.link.number, "short", 5) == 5)
    var group = alice
    group.address = .broadcast
    group.send(1, to: Self.bob)
    alice.send(2, to: Self.bob)
    #expect(bob.receive() == 2)
    #expect(segment.statistics["alice"]?.refused == [.short: 1, .source: 1])
  }

  @Test func aScheduleIsCarriedOut() throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let alice = try Station(Self.alice, on: segment, "alice")
    let bob = try Station(Self.bob, on: segment, "bob")
    let schedule = try FaultSchedule.parse("in 2 lost\nin 3 duplicated\nin 4 reordered 1\n")
    try segment.replay(schedule, on: FaultSettings(), at: "alice")
    try segment.replay(FaultSchedule.parse("out 1 lost\n"), on: FaultSettings(), at: "bob")
    for number in 1...6 as ClosedRange<UInt8> { alice.send(number, to: Self.bob) }
    #expect((0..<5).map { _ in bob.receive() } == [3, 3, 5, 4, 6])
    #expect(try segment.schedule(at: "alice") == schedule)
    let capture = segment.capture()
    let lost = capture.packets.filter { $0.faults == [.lost] }
    #expect(lost.first { $0.direction == .incoming }?.bytes[14] == 2)
    #expect(lost.first { $0.direction == .outgoing }?.bytes[14] == 1)
    #expect(lost.count == 2)
    #expect(segment.statistics["alice"]?.lostToFaults == 1)
    #expect(segment.statistics["bob"]?.lostToFaults == 1)
  }

  /// Of all that went wrong, one fault on each side is why the third frame does not arrive twice.
  @Test func aFailureOnTheWireIsShrunk() async throws {
    let text =
      "in 1 duplicated\nin 2 delayed 1ms\nin 3 lost\nin 4 lost\nin 5 reordered 2\nin 6 lost\n"
    let schedule = try FaultSchedule.parse(text)
    var trials = 0
    let found = try await schedule.shrunk { part in
      trials += 1
      let segment = try NetworkSegment("lan")
      defer { segment.stop() }
      let alice = try Station(Self.alice, on: segment, "alice")
      let bob = try Station(Self.bob, on: segment, "bob")
      try segment.replay(part, on: FaultSettings(), at: "alice")
      for number in 1...9 as ClosedRange<UInt8> { alice.send(number, to: Self.bob) }
      var received: Set<UInt8> = []
      // The last one is never lost, and never overtaken: when it is there, all are that come.
      while let number = bob.receive() {
        received.insert(number)
        if number == 9 { break }
      }
      return !received.contains(3) && !received.contains(6)
    }
    #expect(found.description == "in 3 lost\nin 6 lost\n")
    #expect(trials > 2)
  }

  @Test func delayIsReal() throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let alice = try Station(Self.alice, on: segment, "alice", faults: "delay=30ms")
    let bob = try Station(Self.bob, on: segment, "bob", faults: "delay=20ms")
    alice.send(1, to: Self.bob)
    #expect(bob.receive() == 1)
    let packets = segment.capture().packets
    try #require(packets.count == 2)
    #expect(packets[1].time - packets[0].time >= .milliseconds(50))
  }

  @Test func faultsCanBeChangedWhileItRuns() throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let alice = try Station(Self.alice, on: segment, "alice")
    let bob = try Station(Self.bob, on: segment, "bob")
    try segment.setFaults(FaultSettings.parse("down"), at: "alice")
    alice.send(1, to: Self.bob)
    // The switch has seen it when it is in the ring.
    while segment.capture().packets.isEmpty { usleep(1000) }
    try segment.setFaults(nil, at: "alice")
    alice.send(2, to: Self.bob)
    #expect(bob.receive() == 2)
    #expect(segment.capture().packets[0].faults == [.down])
  }

  @Test func aSlowPortLosesItsOwnFramesOnly() throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let alice = try Station(Self.alice, on: segment, "alice")
    let bob = try Station(Self.bob, on: segment, "bob")
    let carol = try Station(Self.carol, on: segment, "carol")
    // Nobody reads at bob's.
    var sent = 0
    while segment.statistics["bob"]?.overflowed ?? 0 < 100, sent < 1_000_000 {
      alice.send(7, to: .broadcast, byteCount: 1514)
      #expect(carol.receive() == 7)
      sent += 1
    }
    #expect(segment.statistics["carol"]?.overflowed == 0)
    #expect(segment.statistics["bob"]?.overflowed ?? 0 >= 100)
    // What waited for him comes when he reads.
    var received = 0
    let dropped = segment.statistics["bob"]?.overflowed ?? 0
    while received + dropped < sent, bob.receive() != nil { received += 1 }
    #expect(received >= SwitchLimits.queueFrames)
    #expect(received + dropped == sent)
    #expect(bob.hasNothing)
  }

  @Test func aStationThatHasLeftTakesNothing() throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let alice = try Station(Self.alice, on: segment, "alice")
    let carol = try Station(Self.carol, on: segment, "carol")
    _ = try segment.makeLink("bob")
    alice.send(1, to: .broadcast)
    #expect(carol.receive() == 1)
    #expect(segment.statistics["bob"]?.unreachable == 1)
    try segment.remove("bob")
    alice.send(2, to: .broadcast)
    #expect(carol.receive() == 2)
    #expect(segment.statistics["bob"] == nil)
    // The name is free again.
    let bob = try Station(Self.bob, on: segment, "bob")
    alice.send(3, to: .broadcast)
    #expect(bob.receive() == 3)
  }

  @Test func segmentsAreJoined() throws {
    let left = try NetworkSegment("left")
    let right = try NetworkSegment("right")
    defer {
      left.stop()
      right.stop()
    }
    let alice = try Station(Self.alice, on: left, "alice")
    let bob = try Station(Self.bob, on: right, "bob")
    try left.connect(to: right, as: "right", faults: FaultSettings.parse("delay=1ms"))
    alice.send(1, to: Self.bob)
    #expect(bob.receive() == 1)
    bob.send(2, to: Self.alice)
    #expect(alice.receive() == 2)
    #expect(
      right.capture().packets.map { right.capture().name(of: $0.port) } == [
        "left", "bob", "bob", "left",
      ])
  }

  @Test func namesAreGivenOnce() throws {
    let segment = try NetworkSegment("lan")
    defer { segment.stop() }
    let link = try segment.makeLink("alice")
    #expect(throws: SegmentFailure.taken("alice")) { try segment.makeLink("alice") }
    #expect(throws: SegmentFailure.unknown("bob")) { try segment.remove("bob") }
    #expect(throws: SegmentFailure.unknown("bob")) { try segment.setFaults(nil, at: "bob") }
    withExtendedLifetime(link) {}
  }

  @Test func aSegmentThatHasStoppedStillTells() throws {
    let segment = try NetworkSegment("lan")
    let alice = try Station(Self.alice, on: segment, "alice")
    let bob = try Station(Self.bob, on: segment, "bob")
    alice.send(1, to: Self.bob)
    #expect(bob.receive() == 1)
    segment.stop()
    segment.stop()
    #expect(segment.capture().packets.count == 2)
    #expect(segment.statistics["bob"]?.sentFrames == 1)
  }
}

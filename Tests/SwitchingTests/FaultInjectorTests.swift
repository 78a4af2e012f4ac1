import SeededNumbers
import Testing
import Time

@testable import Switching

struct FaultInjectorTests {
  /// What comes out of an injector into which `count` frames go, one a millisecond, each with its number in its
  /// first bytes.
  struct Run {
    var frames: [(number: UInt64, bytes: [UInt8], time: Instant)] = []
    var fates: [[Fault]] = []
    var injector: FaultInjector

    init(
      _ text: String, replaying schedule: FaultSchedule? = nil, count: Int = 1000,
      byteCount: Int = 100, interval: Duration = .milliseconds(1),
      _ direction: FrameDirection = .incoming
    ) throws {
      injector = FaultInjector(try FaultSettings.parse(text), replaying: schedule, at: .zero)
      var now = Instant.zero
      for number in 1...UInt64(count) {
        collect(until: now)
        fates.append(
          injector.take(
            FaultInjectorTests.frame(number, byteCount), direction, number: number, at: now))
        now = now + interval
      }
      collect(until: .distantFuture)
    }

    /// As a caller does: sleeps until the deadline, again and again.
    private mutating func collect(until end: Instant) {
      while let deadline = injector.deadline, deadline <= end {
        var isAny = false
        while let frame = injector.next(at: deadline) {
          frames.append((frame.number, frame.bytes, deadline))
          isAny = true
        }
        #expect(isAny || injector.deadline != deadline, "a deadline at which nothing happens")
        guard isAny || injector.deadline != deadline else { return }
      }
    }

    var numbers: [UInt64] { frames.map(\.number) }
  }

  static func frame(_ number: UInt64, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * ($0 % 8))) }
  }

  @Test func aPerfectLinkHandsEverythingOnAtOnce() throws {
    let run = try Run("none")
    #expect(run.numbers == Array(1...1000))
    #expect(run.fates.allSatisfy { $0.isEmpty })
    #expect(run.injector.recorded.entries.isEmpty)
    for (index, frame) in run.frames.enumerated() {
      #expect(frame.bytes == Self.frame(UInt64(index + 1), 100))
      #expect(frame.time == .zero + .milliseconds(Int64(index)))
    }
  }

  @Test func everythingIsLostWhenAllIs() throws {
    let run = try Run("loss=100%")
    #expect(run.frames.isEmpty)
    #expect(run.fates.allSatisfy { $0 == [.lost] })
    #expect(run.injector.deadline == nil)
  }

  /// 1000 frames at 5 %: the standard deviation is 6.9, and six of them are 42.
  @Test(arguments: 0..<20)
  func aboutAsManyAreLostAsWasSaid(seed: Int) throws {
    let run = try Run("loss=5%,seed=\(seed)")
    #expect((8...92).contains(1000 - run.frames.count))
    #expect(run.injector.recorded.entries.count == 1000 - run.frames.count)
  }

  @Test func theSameSeedDoesTheSame() throws {
    let text = "loss=5%,duplicate=5%,reorder=5%,corrupt=5%,delay=20ms±5ms"
    let runs = try (0..<2).map { _ in try Run("\(text),seed=3") }
    #expect(runs[0].numbers == runs[1].numbers)
    #expect(runs[0].frames.map(\.bytes) == runs[1].frames.map(\.bytes))
    #expect(runs[0].frames.map(\.time) == runs[1].frames.map(\.time))
    #expect(try Run("\(text),seed=4").fates != runs[0].fates)
    #expect(try Run("\(text),seed=3", .outgoing).fates != runs[0].fates)
  }

  @Test func directionsDoNotDisturbEachOther() throws {
    let settings = try FaultSettings.parse("loss=20%,corrupt=20%,seed=5")
    var alone = FaultInjector(settings, at: .zero)
    var both = FaultInjector(settings, at: .zero)
    var numbers = SplitMix(state: 1)
    for number in 1...200 as ClosedRange<UInt64> {
      let frame = Self.frame(number, 60)
      let fate = alone.take(frame, .incoming, number: number, at: .zero)
      for _ in 0..<numbers.next() % 4 {
        _ = both.take(frame, .outgoing, number: number, at: .zero)
      }
      #expect(both.take(frame, .incoming, number: number, at: .zero) == fate)
    }
  }

  @Test func oneFaultDoesNotShiftAnother() throws {
    let losses = try Run("loss=10%,seed=8").fates.map { $0.contains(.lost) }
    let more = try Run("loss=10%,duplicate=30%,corrupt=30%,delay=9ms±9ms,seed=8").fates
    #expect(more.map { $0.contains(.lost) } == losses)
  }

  @Test func duplicatesFollowTheirOriginal() throws {
    let run = try Run("duplicate=100%", count: 100)
    #expect(run.numbers == (1...100).flatMap { [$0, $0] })
  }

  @Test func delayMovesEverything() throws {
    let run = try Run("delay=20ms", count: 100)
    #expect(run.numbers == Array(1...100))
    #expect(run.frames[7].time == .zero + .milliseconds(27))
  }

  @Test func jitterStaysWithinItsBoundsAndKeepsOrder() throws {
    let run = try Run("delay=20ms±5ms,seed=2", interval: .microseconds(100))
    #expect(run.numbers == Array(1...1000))
    var times: Set<Duration> = []
    for (index, frame) in run.frames.enumerated() {
      let delay = frame.time - (Instant.zero + .microseconds(100 * Int64(index)))
      times.insert(delay)
      #expect(delay >= .milliseconds(15) && delay <= .milliseconds(25))
    }
    #expect(times.count > 50)
  }

  @Test func aReorderedFrameIsOvertakenByAsManyAsIsRecorded() throws {
    let schedule = FaultSchedule([.init(.incoming, 3, .reordered(by: 2))])
    let run = try Run("none", replaying: schedule, count: 7)
    #expect(run.numbers == [1, 2, 4, 5, 3, 6, 7])
    #expect(run.injector.recorded == schedule)
  }

  @Test func whenNobodyOvertakesAFrameGoesAfterAll() throws {
    let schedule = FaultSchedule([.init(.incoming, 3, .reordered(by: 2))])
    let run = try Run("none", replaying: schedule, count: 3)
    #expect(run.numbers == [1, 2, 3])
    let end = Instant.zero + .milliseconds(2) + SwitchLimits.patience
    #expect(run.frames[2].time == end)
  }

  @Test func reorderingLosesNothing() throws {
    let run = try Run("reorder=30%,seed=6")
    #expect(run.numbers.sorted() == Array(1...1000))
    #expect(run.numbers != Array(1...1000))
  }

  @Test func corruptionFlipsTheBitsThatAreRecorded() throws {
    let run = try Run("corrupt=100%,seed=4", count: 200)
    for (frame, fate) in zip(run.frames, run.fates) {
      guard case .corrupted(let bits) = fate.first else {
        Issue.record("not corrupted: \(fate)")
        continue
      }
      #expect((1...3).contains(bits.count))
      let original = Self.frame(frame.number, 100)
      let flipped = (0..<800).filter {
        (frame.bytes[$0 / 8] ^ original[$0 / 8]) & (0x80 >> UInt8($0 % 8)) != 0
      }
      #expect(flipped == bits)
    }
  }

  @Test func bandwidthSpacesFrames() throws {
    // 1000 bytes at 8 Mbit a second: a millisecond each.
    let run = try Run(
      "bandwidth=8Mbit,queue=1MiB", count: 50, byteCount: 1000, interval: .zero)
    #expect(run.numbers == Array(1...50))
    for (index, frame) in run.frames.enumerated() {
      #expect(frame.time == .zero + .milliseconds(Int64(index + 1)))
    }
  }

  @Test func whatDoesNotFitIntoTheQueueIsDropped() throws {
    let run = try Run(
      "bandwidth=8Mbit,queue=10000B", count: 50, byteCount: 1000, interval: .zero)
    #expect(run.numbers == Array(1...10))
    #expect(run.fates[10...].allSatisfy { $0 == [.overflowed] })
    // It is no chance, so it is not in the schedule.
    #expect(run.injector.recorded.entries.isEmpty)
  }

  @Test func framesThatAreTooLongForTheLinkVanish() throws {
    #expect(try Run("mtu=1400", count: 3, byteCount: 1414).frames.count == 3)
    #expect(
      try Run("mtu=1400", count: 3, byteCount: 1415).fates == [[.tooLong], [.tooLong], [.tooLong]])
  }

  @Test func nothingPassesALinkThatIsDown() throws {
    #expect(try Run("down", count: 3).fates == [[.down], [.down], [.down]])
    let run = try Run("down=10ms..20ms", count: 30)
    #expect(run.numbers == Array(1...10) + Array(21...30))
  }

  @Test func settingsCanBeChangedOnTheWay() throws {
    var injector = FaultInjector(FaultSettings(), at: .zero)
    #expect(injector.take([1], .incoming, number: 1, at: .zero).isEmpty)
    injector.change(try FaultSettings.parse("down"))
    #expect(injector.take([2], .incoming, number: 2, at: .zero) == [.down])
    injector.change(FaultSettings())
    #expect(injector.take([3], .incoming, number: 3, at: .zero).isEmpty)
    #expect(injector.next(at: .zero)?.number == 1)
    #expect(injector.next(at: .zero)?.number == 3)
    #expect(injector.next(at: .zero) == nil)
  }

  @Test func aFullInjectorDropsInsteadOfGrowing() throws {
    let run = try Run(
      "delay=1000s", count: SwitchLimits.delayedFrames + 10, byteCount: 14, interval: .zero)
    #expect(run.frames.count == SwitchLimits.delayedFrames)
    #expect(run.fates.last == [.overflowed])
  }

  @Test(arguments: 0..<20)
  func aRecordedScheduleDoesTheSameAgain(seed: Int) throws {
    let text = "loss=5%,duplicate=5%,reorder=5%,corrupt=5%,delay=20ms±5ms,bandwidth=2Mbit"
    let first = try Run("\(text),seed=\(seed)", count: 300)
    let words = first.injector.recorded.description
    let again = try Run(text, replaying: FaultSchedule.parse(words), count: 300)
    #expect(again.fates == first.fates)
    #expect(again.numbers == first.numbers)
    #expect(again.frames.map(\.bytes) == first.frames.map(\.bytes))
    #expect(again.frames.map(\.time) == first.frames.map(\.time))
    #expect(again.injector.recorded == first.injector.recorded)
  }

  /// Whatever goes in comes out, or its fate says why not, and whatever comes out went in.
  @Test(arguments: 0..<60)
  func everyFrameIsAccountedFor(seed: Int) throws {
    let text = "loss=10%,duplicate=10%,reorder=20%,delay=3ms±3ms,bandwidth=900kbit,queue=4KiB"
    let run = try Run("\(text),seed=\(seed)", count: 500, interval: .microseconds(700))
    var expected: [UInt64: Int] = [:]
    for (index, fate) in run.fates.enumerated() where !fate.contains(where: \.isFatal) {
      expected[UInt64(index + 1)] = fate.contains(.duplicated) ? 2 : 1
    }
    var seen: [UInt64: Int] = [:]
    for number in run.numbers { seen[number, default: 0] += 1 }
    #expect(seen == expected)
    for (one, next) in zip(run.frames, run.frames.dropFirst()) { #expect(one.time <= next.time) }
  }
}

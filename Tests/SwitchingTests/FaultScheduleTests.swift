import SeededNumbers
import Testing
import Time

@testable import Switching

struct FaultScheduleTests {
  static let text = """
    in 3 lost
    out 12 corrupted 37 512
    out 13 delayed 3ms
    out 13 reordered 2
    in 20 duplicated
    in 21 delayed -5us

    """

  @Test func aScheduleIsReadAsItIsWritten() throws {
    let schedule = try FaultSchedule.parse(Self.text)
    #expect(schedule.entries.count == 6)
    #expect(schedule.faults(.outgoing, 13) == [.delayed(.milliseconds(3)), .reordered(by: 2)])
    #expect(schedule.faults(.incoming, 13) == [])
    #expect(schedule.description == Self.text)
  }

  @Test(arguments: [
    "in 3", "on 3 lost", "in 0 lost", "in x lost", "in 3 lost 4", "in 3 reordered 0",
    "in 3 reordered", "in 3 delayed 3", "in 3 corrupted", "in 3 corrupted -1", "in 3 corrupted x",
    "in 3 link-down",
  ])
  func whatIsNoScheduleIsRefusedWithItsLine(line: String) {
    let failure = #expect(throws: FaultSchedule.Failure.self) {
      try FaultSchedule.parse("in 1 lost\n\(line)\n")
    }
    #expect(failure?.line == 2)
    #expect(failure?.text == line)
  }

  private func losses(_ ordinals: some Sequence<Int>) -> FaultSchedule {
    FaultSchedule(ordinals.map { .init(.incoming, $0, .lost) })
  }

  @Test func aScheduleThatDoesNotFailIsLeftAlone() async {
    let schedule = losses(1...9)
    #expect(await schedule.shrunk { _ in false } == schedule)
  }

  @Test func aFailureWithoutFaultsNeedsNone() async {
    #expect(await losses(1...9).shrunk { _ in true }.entries.isEmpty)
  }

  @Test(arguments: 1...50)
  func oneCulpritIsFound(culprit: Int) async {
    let found = await losses(1...50).shrunk { !$0.faults(.incoming, culprit).isEmpty }
    #expect(found == losses([culprit]))
  }

  /// Failures that need several faults at once.
  @Test(arguments: 0..<100)
  func culpritsThatActTogetherAreFound(seed: Int) async {
    var numbers = SplitMix(state: UInt64(seed))
    let count = Int(numbers.next() % 60) + 1
    let culprits = Set(
      (0...numbers.next() % 4).map { _ in Int(numbers.next() % UInt64(count)) + 1 })
    var trials = 0
    let found = await losses(1...count).shrunk { schedule in
      trials += 1
      return culprits.allSatisfy { !schedule.faults(.incoming, $0).isEmpty }
    }
    #expect(found == losses(culprits.sorted()))
    #expect(trials <= 400, "\(trials) trials for \(count) faults")
  }

  /// Where what fails is not simply "these together", the result fails still, and without any of its faults
  /// does not.
  @Test(arguments: 0..<100)
  func whatIsFoundFailsAndLessDoesNot(seed: Int) async {
    let sample = UInt64(seed)
    func fails(_ schedule: FaultSchedule) -> Bool {
      let chosen = schedule.entries.map { UInt64($0.ordinal) }
      let sum = chosen.reduce(0, +)
      return chosen.count >= 2 && (sum + sample) % 7 != 0
        && chosen.contains { $0 % 5 == sample % 5 }
    }
    let all = losses(1...30)
    guard fails(all) else { return }
    let found = await all.shrunk { fails($0) }
    #expect(fails(found))
    for index in found.entries.indices {
      var less = found.entries
      less.remove(at: index)
      #expect(!fails(FaultSchedule(less)))
    }
  }

  @Test func theSameScheduleIsTriedOnce() async {
    var tried: [String] = []
    _ = await losses(1...16).shrunk { schedule in
      tried.append(schedule.description)
      return schedule.entries.count >= 3
    }
    #expect(Set(tried).count == tried.count)
  }
}

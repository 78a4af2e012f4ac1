// From what a boot passed to its phases, and what is read on the way there.

import Testing

@testable import Timelines

struct PhaseTests {
  static let landmarks = [
    Landmark("firmware", in: nil, Landmark.at(1)),
    Landmark("entry", in: "image", Landmark.at(2)),
    Landmark("heap", in: "image", Landmark.at(3)),
    Landmark("console", in: "main", Landmark.at(4)),
    Landmark("to its first output", in: "application", Landmark.at(5)),
    Landmark(
      "after its first output", in: "application", Landmark.at(6), after: "to its first output"),
    Landmark("power off", in: nil, Landmark.at(7)),
  ]

  private func phases(_ passages: [Int?], end: Int = 100) -> Phase {
    Observation(passages: passages, end: end).phases(Self.landmarks, first: "QEMU starts")
  }

  private func names(_ phase: Phase) -> [String] {
    phase.all.map { String(repeating: " ", count: $0.depth) + $0.phase.name }
  }

  /// Every phase is as long as its parts, which follow each other.
  static func expectNoGap(_ phase: Phase) {
    guard !phase.children.isEmpty else { return }
    #expect(phase.children.map(\.length).reduce(0, +) == phase.length, "\(phase.name)")
    #expect(phase.children.first?.start == phase.start && phase.children.last?.end == phase.end)
    for (left, right) in zip(phase.children, phase.children.dropFirst()) {
      #expect(left.end == right.start)
    }
    for child in phase.children { expectNoGap(child) }
  }

  @Test func eachPhaseLastsToTheNextAndTheLastToTheEnd() {
    let boot = phases([10, 20, 30, 40, 50, 60, 90])
    #expect(
      names(boot) == [
        "boot", " QEMU starts", " firmware", " image", "  entry", "  heap", " main", "  console",
        " application", "  to its first output", "  after its first output", " power off",
      ])
    #expect(boot.all.map(\.phase.length) == [100, 10, 10, 20, 10, 10, 10, 10, 40, 10, 30, 10])
    Self.expectNoGap(boot)
  }

  @Test func whatWasNotPassedIsMissingAndNothingIsLost() {
    let boot = phases([10, 20, nil, nil, nil, nil, nil])
    #expect(names(boot) == ["boot", " QEMU starts", " firmware", " image", "  entry"])
    #expect(boot.all.map(\.phase.length) == [100, 10, 10, 80, 80])
    Self.expectNoGap(boot)
  }

  @Test func whatIsMetOutOfOrderWasSomethingElse() {
    // Words printed before the application ran are not its first.
    let boot = phases([10, 20, 30, 40, nil, 35, 90])
    #expect(boot.named("application") == nil)
    #expect(boot.named("main")?.length == 50)
    let late = phases([10, 20, 30, 25, 50, 60, 90])
    #expect(late.named("main") == nil)
    Self.expectNoGap(late)
  }

  @Test func aSliceKeepsItsProportions() {
    let boot = phases([10, 20, 30, 40, 50, 60, 90])
    let part = boot.slice(25, 55)
    #expect(part?.length == 30)
    #expect(part.map { $0.children.map(\.name) } == ["image", "main", "application"])
    #expect(boot.slice(200, 300) == nil)
  }

  @Test(arguments: [
    (0, 5, 1), (7, 5, 2), (100, 10, 10), (105_400_000, 5, 20_000_000), (999, 4, 200),
    (Int.max / 4, 10, 500_000_000_000_000_000),
  ])
  func rulersHaveRoundSteps(length: Int, most: Int, step: Int) {
    #expect(Ruler(length: length, most: most).step == step)
  }

  @Test func numbersAreShort() {
    let unit = Timeline.Unit.nanoseconds
    let values = [0, 999, 1000, 999_949, 999_950, 12_340_000, 59_999_999_999]
    #expect(
      values.map { unit.short($0, isUnicode: false) }
        == ["0 ns", "999 ns", "1.0 us", "999.9 us", "1.0 ms", "12.3 ms", "60.0 s"])
    #expect(Timeline.Unit.instructions.short(23_845, isUnicode: true) == "23.8 k")
  }

  @Test func theStepsOfAMainAreItsDevices() {
    let steps = MainSteps(
      parsing: """
        @main
        enum GeneratedMain {
          static func main() async {
            let system = System(name: "x", takesWords: false)
            await system.delay()

            // config.swift:3  any Console
            let console = PlatformConsole()

            // config.swift:4  any Entropy
            let entropy = await System.connect("entropy", line: 4) {
              () async throws(EntropyFailure) in
              try await SystemEntropy(console)
            }

            // config.swift:3  start
            await run0(Dice.start(console:), console)
            System.exit(status: 0)
          }

          private static func run0() async {
          }
        }
        """)
    #expect(steps.steps.map(\.name) == ["arguments", "delay", "console", "entropy", "application"])
    #expect(
      [3, 4, 5, 7, 8, 13, 17, 18].map(steps.step) == [
        "arguments", "arguments", "delay", "console", "console", "entropy", "application",
        "application",
      ])
    #expect(steps.step(ofLine: 2) == nil && steps.step(ofLine: 21) == nil)
    #expect(steps.connects(["console", "entropy"]))
    #expect(!steps.connects(["console"]) && !steps.connects(["entropy", "console"]))
  }

  @Test func eventsHaveTheTimeThatQemuWrites() {
    var log = EventLog()
    // Damaged lines, whatever they hold, are no events.
    let text = """
      7@1795458136.000250:exec_tb tb:0x7f pc=0xfffffff0
      qemu: a complaint
      7@1795458136.25:exec_tb pc=0x1
      7@99999999999999999999.000000:exec_tb pc=0x1
      7@1795458136.001250:exec_tb tb:0x7f pc=0x100ac7
      7@1795458136.001300:fw_cfg_select 0x5 key 0x0019

      """
    log.append(Array(text.utf8), at: .zero)
    let events = log.events("exec_tb")
    #expect(events.map { EventLog.counter($0.words) } == [0xFFFF_FFF0, 0x100AC7])
    #expect(log.events("fw_cfg_select").count == 1)
    #expect(log.words == "qemu: a complaint")
  }
}

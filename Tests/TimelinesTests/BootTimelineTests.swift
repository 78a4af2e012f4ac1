// Timelines of real boots: the order of the phases, what lies in what, and that nothing is lost.

import Build
import Configure
import Foundation
import Machines
import TestImages
import Testing

@testable import Timelines

@Suite(.serialized) struct BootTimelineTests {
  private static let order = [
    "QEMU starts", "process starts", "firmware", "image", "entry", "nucleus", "platform",
    "lock-down", "heap", "runtime", "main", "arguments", "delay", "console", "clock",
    "application", "to its first output", "after its first output", "exit", "power off",
  ]

  private func request(_ target: Target) async throws -> TimelineRequest {
    let image = try await Images.build(target)
    var request = TimelineRequest(
      "timed", target, executable: image.executable, symbols: image.symbols)
    request.main = try await Images.main(target)
    request.runs = 3
    request.seconds = 60
    return request
  }

  /// In the order above, without a gap, and as long as the shortest and the longest boot allow.
  private func judge(_ timeline: Timeline, has names: [String]) throws {
    let found = timeline.boot.all.dropFirst().map(\.phase.name)
    #expect(found == Self.order.filter(found.contains), "\(found)")
    for name in names { #expect(found.contains(name), "\(name) of \(found)") }
    PhaseTests.expectNoGap(timeline.boot)
    let least = try #require(timeline.observed.first)
    let most = try #require(timeline.observed.last)
    #expect((least...most).contains(timeline.boot.length))
    let leaves = timeline.boot.all.map(\.phase).filter(\.children.isEmpty)
    #expect(leaves.map(\.length).reduce(0, +) == timeline.boot.length)
    #expect(timeline.notes.allSatisfy { !$0.contains("ended with") }, "\(timeline.notes)")
  }

  /// The image sleeps 50 ms between its first output and its end.
  /// - Parameter least: nanoseconds of the host's that this may take.
  private func expectTheSleep(_ timeline: Timeline, least: Int = 50_000_000) throws {
    let after = try #require(timeline.boot.named("after its first output"))
    #expect(after.length >= least)
  }

  @Test func aProcess() async throws {
    let timeline = try await Timeline.take(request(.unix))
    try judge(
      timeline,
      has: [
        "process starts", "image", "entry", "platform", "lock-down", "heap", "runtime", "main",
        "arguments", "delay", "console", "clock", "to its first output", "after its first output",
        "exit",
      ])
    try expectTheSleep(timeline)
    #expect(timeline.observed.count == 3 && timeline.unobserved.count == 3)
  }

  @Test func anEmulatedMachine() async throws {
    let timeline = try await Timeline.take(request(.virtio))
    try judge(
      timeline,
      has: [
        "QEMU starts", "firmware", "image", "entry", "nucleus", "platform", "heap", "runtime",
        "main", "arguments", "delay", "console", "clock", "to its first output",
        "after its first output", "power off",
      ])
    try expectTheSleep(timeline)
  }

  @Test func aMachineUnderKVM() async throws {
    var request = try await request(.virtio)
    if let reason = try await Images.obstacleToKVM() { try Test.cancel("\(reason)") }
    request.accelerator = .kvm
    let timeline = try await Timeline.take(request)
    try judge(
      timeline,
      has: [
        "QEMU starts", "firmware", "image", "to its first output", "after its first output",
        "power off",
      ])
    // The guest's first idea of its clock's rate is a rough one where the host takes the processor away from it
    // (decision 0002).
    try expectTheSleep(timeline, least: 10_000_000)
  }

  @Test func instructionsAreTheSameEachTime() async throws {
    var request = try await request(.virtio)
    request.countsInstructions = true
    request.arguments = ["--quick"]
    let first = try await Timeline.take(request)
    let second = try await Timeline.take(request)
    #expect(first.boot == second.boot)
    try judge(
      first,
      has: [
        "firmware", "entry", "nucleus", "heap", "arguments", "delay", "console", "clock",
        "to its first output", "after its first output", "power off",
      ])
    #expect(first.boot.named("nucleus").map { $0.length > 1000 } == true)
  }

  @Test func anImageThatGoesOnIsEndedAndOneThatFailsSaysSo() async throws {
    var request = try await request(.unix)
    request.arguments = ["--forever"]
    request.seconds = 1
    request.runs = 1
    let cut = try await Timeline.take(request)
    #expect(cut.notes.contains { $0.contains("still ran") })
    #expect(cut.boot.named("after its first output").map { $0.length > 500_000_000 } == true)
    request.arguments = ["--nonsense"]
    let failed = try await Timeline.take(request)
    #expect(failed.notes.contains { $0.contains("ended with status") })
    #expect(failed.boot.named("application") == nil)
    PhaseTests.expectNoGap(failed.boot)
  }

  @Test func withoutItsMainDevicesGoByTheirLines() async throws {
    var request = try await request(.unix)
    request.devices = ["another"]
    request.runs = 1
    let timeline = try await Timeline.take(request)
    let main = try #require(timeline.boot.named("main"))
    #expect(
      main.children.count > 1 && main.children.allSatisfy { $0.name.hasPrefix("main.swift:") })
    PhaseTests.expectNoGap(timeline.boot)
  }

  @Test func whatIsNoImageIsRefused() async throws {
    let file = URL(filePath: "/bin/true")
    await #expect(throws: TimelineFault.self) {
      try await Timeline.take(TimelineRequest("true", .unix, executable: file, symbols: file))
    }
  }
}

/// The image that is timed.
private enum Images {
  static func build(_ target: Target) async throws -> Image {
    try #require(try await all.value[target])
  }

  /// The main of its build; each target's is the same.
  static func main(_ target: Target) async throws -> String {
    let image = try await build(target)
    let file = image.executable.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "main.swift")
    return try String(contentsOf: file, encoding: .utf8)
  }

  /// Why KVM runs no guest here; nil when it does.
  static func obstacleToKVM() async throws -> String? {
    let image = try await build(.virtio)
    let cache = image.executable.deletingLastPathComponent().appending(path: "probe.json")
    let probe = AcceleratorProbe(image: image.executable, cache: cache, toolVersion: "tests")
    let verdict = try await probe.verdict()
    return verdict.accelerator == .kvm ? nil : verdict.reason ?? "KVM runs no guest here"
  }

  private static let all = Task {
    try await TestImages.build(
      ["config.swift": config, "unikernel.swift": source], in: "timed")
  }

  private static let config = """
    import Configure

    let quick = Argument("quick", default: false, help: "Do not sleep.")
    let forever = Argument("forever", default: false, help: "Do not end.")

    let unikernel = Unikernel(
      "timed", start: "Timed", needs: [.console, .clock, .argument(quick), .argument(forever)],
      targets: [.unix, .virtio])

    """

  private static let source = """
    import Kernel

    enum Timed {
      static func start(
        console: any Console, clock: any MonotonicClock, quick: Bool, forever: Bool
      ) async {
        console.print("here")
        if quick { return }
        repeat { try? await clock.sleep(for: .milliseconds(50)) } while forever
      }
    }

    """
}

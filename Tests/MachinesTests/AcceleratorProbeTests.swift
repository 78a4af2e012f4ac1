import Foundation
import Testing

@testable import Machines

@Suite struct AcceleratorProbeTests {
  @Test func answersAndKeepsTheAnswer() async throws {
    let probe = try probe(saying: "exit 0\n")
    let first = try await probe.verdict()
    #expect(first.speed.emulatedSeconds > 0)
    #expect((first.accelerator == .kvm) == (first.reason == nil))
    #expect((first.accelerator == .kvm) == (first.speed.acceleratedSeconds != nil))
    // A second probe would measure other durations.
    #expect(try await probe.verdict() == first)
  }

  @Test func asksAgainWhenTheIdentityChanges() async throws {
    var probe = try probe(saying: "exit 0\n")
    let first = try await probe.verdict()
    probe.toolVersion = "2"
    #expect(try await probe.verdict() != first)
  }

  @Test func damagedCacheIsAskedAgain() async throws {
    let probe = try probe(saying: "exit 0\n")
    try Data("{".utf8).write(to: probe.cache)
    let first = try await probe.verdict()
    #expect(try await probe.verdict() == first)
  }

  @Test func unwritableCacheIsNoError() async throws {
    var probe = try probe(saying: "exit 0\n")
    probe.cache = URL(fileURLWithPath: "/proc/none/probe.json")
    #expect(try await probe.verdict().speed.emulatedSeconds > 0)
  }

  @Test func absentDeviceIsSaidInOneLine() async throws {
    var probe = try probe(saying: "exit 0\n")
    probe.device = "/nonexistent/kvm"
    let verdict = try await probe.verdict()
    #expect(verdict.accelerator == .tcg)
    #expect(verdict.reason == Messages.kvmFallback(.absent))
    #expect(verdict.reason?.contains("\n") == false)
  }

  @Test func probeThatFailsEmulatedIsAnEnvironmentFailure() async throws {
    let probe = try probe(saying: "exit 3\n")
    await #expect(throws: MachineFailure.self) { try await probe.verdict() }
  }

  @Test(arguments: [
    (KvmDevice.Obstacle.absent, "there is no /dev/kvm"),
    (.forbidden("permission denied"), "add yourself to group kvm"),
    (.unable("qemu: no\nmore"), "did not run the probe (qemu: no)"),
  ])
  func reasonsAreOneLineAndNameTheCause(obstacle: KvmDevice.Obstacle, words: String) {
    let line = Messages.kvmFallback(obstacle)
    #expect(line.hasPrefix("KVM: "))
    #expect(line.contains(words) && line.contains("emulating") && !line.contains("\n"))
  }

  private func probe(saying word: String) throws -> AcceleratorProbe {
    AcceleratorProbe(
      image: try Fixtures.virtual(printing: "", saying: word),
      cache: Fixtures.scratch("probe.json"), toolVersion: "1")
  }
}

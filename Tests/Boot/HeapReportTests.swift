import Configure
import Foundation
import Machines
import TestImages
import Testing

/// What a unikernel says of its heap before it ends, when it is asked to.
@Suite struct HeapReportTests {
  private static let images = Task {
    try await TestImages.build(
      copyOf: Behaviours.root.appending(path: "Tests/Support/Leaking"), in: "leaking")
  }

  private func boot(_ place: Place, _ arguments: [String]) async throws -> Transcript {
    let images = try await Self.images.value
    let image = try #require(images[place.target])
    var boot = Boot(image.executable, target: place.target, symbols: image.symbols)
    boot.accelerator = place.accelerator
    boot.arguments = arguments
    boot.budget = .seconds(60)
    return try await Machine(base: Behaviours.root).boot(boot)
  }

  @Test(arguments: Place.allCases)
  func threeBlocksThatAreLeftAreNamed(place: Place) async throws {
    let transcript = try await boot(place, ["--heap-report"])
    #expect(transcript.ending == .exited(0))
    let lines = transcript.lines.map(\.text)
    let report = try #require(ExitHeapReport(in: lines))
    // The report comes last, after hooks.
    #expect(Array(lines.suffix(report.lines.count)) == report.lines)
    #expect(lines.prefix(3) == ["worked 100", "leaked 3", "hook"])
    #expect(
      report.lines.first == "heap at exit: 3000 bytes in 3 blocks were allocated and not freed")
    #expect(report.lines.contains("  site 3000 bytes in 3 blocks"))
    #expect(report.lines.contains { $0.contains("Leaking.leak() at ") }, "\(report.lines)")
    #expect(report.lines.contains { $0.contains("unikernel.swift:") })
  }

  @Test(arguments: Place.allCases)
  func aProgramThatFreesAllSaysSo(place: Place) async throws {
    let transcript = try await boot(place, ["--heap-report", "--leaks=0"])
    #expect(
      transcript.lines.map(\.text) == [
        "worked 100", "leaked 0", "hook", "heap at exit: all that was allocated is freed",
      ])
  }

  @Test(arguments: Place.allCases)
  func whoDoesNotAskHearsNothing(place: Place) async throws {
    let transcript = try await boot(place, [])
    #expect(transcript.lines.map(\.text) == ["worked 100", "leaked 3", "hook"])
    let help = try await boot(place, ["--help"])
    #expect(help.lines.contains { $0.text.contains("--heap-report") })
  }
}

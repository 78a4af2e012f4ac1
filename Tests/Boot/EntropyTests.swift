import Build
import Configure
import Foundation
import Machines
import TestImages
import Testing

/// Randomness from boot to boot, and machines that have none.
@Suite struct EntropyTests {
  private static func isRandom(_ line: String) -> Bool {
    line.wholeMatch(of: #/[0-9a-f]{64}/#) != nil
  }

  /// Twenty boots, twenty answers.
  @Test(arguments: [Place.unix, .emulated])
  func noTwoBootsAreAlike(place: Place) async throws {
    let image = try await #require(Self.images.value[place.target])
    let answers = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 {
        group.addTask {
          var boot = Boot(
            image.executable, target: place.target, symbols: image.symbols,
            accelerator: place.accelerator, budget: Boots.patience)
          boot.hasEntropy = true
          let ready = boot
          let transcript = try await Boots.berths.use { try await Machine().boot(ready) }
          #expect(transcript.ending == .exited(0))
          return try #require(transcript.texts.first)
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(answers.count == 20)
    #expect(answers.allSatisfy(Self.isRandom))
  }

  /// The processor alone is enough, the host's device alone too; jitter alone is not.
  @Test(arguments: [
    (["virtio-rng-device"], "max", ["virtio-rng: healthy", "processor: healthy"]),
    ([], "max", ["virtio-rng: failed or missing", "processor: healthy"]),
    ([], "max,-rdseed", ["virtio-rng: failed or missing", "processor: healthy"]),
    (
      ["virtio-rng-device"], "max,-rdseed,-rdrand",
      ["virtio-rng: healthy", "processor: failed or missing"]
    ),
  ])
  func aSourceMayBeMissing(devices: [String], processor: String, report: [String]) async throws {
    let lines = try await boot(devices, processor)
    try #require(lines.count == 4, "\(lines)")
    #expect(Self.isRandom(lines[0]))
    #expect(Array(lines[1...2]) == report)
  }

  @Test func aMachineWithoutASourceDoesNotStart() async throws {
    let lines = try await boot([], "max,-rdseed,-rdrand")
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(line.hasPrefix("device entropy (config.swift:"))
    #expect(line.contains("cannot be connected: no source of randomness can be relied on"))
    #expect(line.contains("virtio-rng failed or is missing, processor failed or is missing"))
  }

  /// A device of the old interface is not driven, and the message says what to do.
  @Test func aLegacyDeviceIsRefused() async throws {
    let lines = try await boot(["virtio-rng-device"], "max", isLegacy: true)
    #expect(lines.count == 1)
    #expect(lines.first?.contains("-global virtio-mmio.force-legacy=false") == true)
  }

  private func boot(
    _ devices: [String], _ processor: String, isLegacy: Bool = false
  ) async throws -> [String] {
    let image = try await #require(Self.images.value[.virtio])
    var options = ["-cpu", processor]
    options += ["-global", "virtio-mmio.force-legacy=" + (isLegacy ? "true" : "false")]
    for device in devices { options += ["-device", device] }
    return try await BareMachine.boot(image, "", options)
  }

  private static let images = Task {
    try await TestImages.build(
      copyOf: Behaviours.root.appending(path: "Skeletons/device-usage/entropy"), in: "entropy")
  }
}

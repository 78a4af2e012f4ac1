import Foundation

/// A step of `mirador test`. To add one, add it to `all`; steps run in order, in the project's root.
struct TestStep: Sendable {
  let name: String
  let tool: String
  let arguments: [String]
  /// Whether only --soak runs it.
  var isSoak = false

  static var all: [TestStep] {
    [
      TestStep(
        name: "format", tool: "swift",
        arguments: ["format", "lint", "--strict", "--parallel", "-r"]
          + ["Sources", "Tests", "Lessons", "Package.swift"]),
      TestStep(name: "compile", tool: "swift", arguments: ["build", "--build-tests"]),
      // Apart from those that compile unikernels all the time: some look at the host's clock.
      tests("tests", ["--skip", heavy]),
      tests("tests that compile", ["--filter", heavy]),
      // Wire formats beside scapy; each fuzzer for ten minutes.
      TestStep(
        name: "at length", tool: "env",
        arguments: ["MIRADOR_SOAK=600", "swift", "test", "--skip-build", "--disable-xctest"]
          + ["--filter", "WireTests|AtLength"], isSoak: true),
      TestStep(name: "lessons", tool: itself, arguments: ["lesson", "lint"]),
      // The one figure that does not depend on the machine: a gate, not a measurement.
      TestStep(
        name: "instructions", tool: itself,
        arguments: ["bench", "instructions", "--gate", "60000"]),
    ]
  }

  private static let heavy = "TranscriptTests|SkeletonTests|MapsTests|ManifestTests"

  private static func tests(_ name: String, _ choice: [String]) -> TestStep {
    TestStep(
      name: name, tool: "swift",
      arguments: ["test", "--skip-build", "--disable-xctest"] + choice)
  }

  private static var itself: String {
    Bundle.main.executablePath ?? CommandLine.arguments[0]
  }
}

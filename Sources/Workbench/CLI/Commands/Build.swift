import ArgumentParser
import Build
import Checks
import Curriculum
import Foundation

import enum Configure.Target

struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Build the unikernel in a directory.",
    discussion: """
      Examples:
        ./mirador build workspace/01-nothing-at-all -t virtio
        ./mirador build my/unikernel -t unix -o hello.elf --release 1.4.0
        cd my/unikernel && ../../mirador build -t unix
      """)

  @Argument(
    help: "The directory that holds config.swift and unikernel.swift.", completion: .unikernel)
  var directory = "."
  @Option(name: [.short, .long], help: "unix or virtio. Default: what was configured.")
  var target: Target?
  @Option(name: [.short, .long], help: "Where the image goes.", completion: .file())
  var output: String?
  @Option(help: "The application's version, as the bill of materials will tell it. Default: 0.")
  var release: String?

  func validate() throws {
    // The bill's lines are NAME VERSION.
    if let release,
      !(1...64).contains(release.count) || release.contains(where: { $0.isWhitespace })
    {
      throw ValidationError("--release takes 1 to 64 characters without spaces, such as 1.4.0.")
    }
  }

  func run() async throws {
    let context = try Context()
    let folder = try UnikernelDirectory.find(named: directory)
    let output = try output.map(place)
    let bench = LiveBench(root: context.root)
    let image = try await BuildAdvice.around(folder) {
      let target = try await bench.target(target, of: folder)
      return try await bench.image(folder, for: target, output: output, release: release)
    }
    let steps = image.steps.map { step in
      "\(step.name) \(step.duration.readable)\(step.cached ? " (cached)" : "")"
    }
    Output.lines([
      "image    \(context.short(image.executable))",
      "symbols  \(context.short(image.symbols))",
      "map      \(context.short(image.map))",
      "size     \(image.loadedSize) bytes loaded, \(image.fileSize) bytes on disk",
      "time     " + steps.joined(separator: ", "),
      "Next:  ./mirador run \(context.short(image.executable)) -t \(image.target.rawValue)",
    ])
  }

  /// Where --output puts the image. A folder that is missing may be a slip: it is not made.
  private func place(_ output: String) throws -> URL {
    let url = URL(filePath: output)
    let folder = UnikernelDirectory.relative(url.deletingLastPathComponent())
    guard FileManager.default.fileExists(atPath: folder) else {
      throw Failure(.usage, "There is no folder \(folder) for the image. Try: mkdir -p \(folder)")
    }
    return url
  }
}

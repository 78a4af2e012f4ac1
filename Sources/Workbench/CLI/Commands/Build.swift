import ArgumentParser
import Build
import Checks
import enum Configure.Target
import Curriculum
import Foundation

struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Build the unikernel in a directory.",
    discussion: """
      Examples:
        ./mirador build workspace/01-nothing-at-all -t virtio
        ./mirador build my/unikernel -t unix -o hello.elf
      """)

  @Argument(help: "The directory that holds config.swift and unikernel.swift.")
  var directory: String
  @Option(name: [.short, .long], help: "unix or virtio.")
  var target: Target
  @Option(name: [.short, .long], help: "Where the image goes.")
  var output: String?

  func run() async throws {
    let context = try Context()
    let image = try await LiveBench(root: context.root).image(
      .unikernel(directory), for: target, output: output.map { URL(filePath: $0) })
    let steps = image.steps.map { step in
      "\(step.name) \(step.duration.readable)\(step.cached ? " (cached)" : "")"
    }
    Output.lines([
      "image    \(context.short(image.executable))",
      "symbols  \(context.short(image.symbols))",
      "map      \(context.short(image.map))",
      "size     \(image.loadedSize) bytes loaded, \(image.fileSize) bytes on disk",
      "time     " + steps.joined(separator: ", "),
      "Next:  ./mirador run \(context.short(image.executable)) -t \(target.rawValue)",
    ])
  }
}

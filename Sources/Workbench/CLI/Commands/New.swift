import ArgumentParser
import Checks
import Foundation

struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start a unikernel of your own from a skeleton.",
    discussion: """
      Examples:
        ./mirador new --list
        ./mirador new myserver
        ./mirador new greeter --from hello-key
      """)

  @Argument(help: "The new directory; its last part names the unikernel.")
  var directory: String?
  @Option(help: "The skeleton to start from.")
  var from = "hello"
  @Flag(inversion: .prefixedNo, help: "Let ./mirador console look into it.")
  var inspector = true
  @Flag(help: "List the skeletons.")
  var list = false

  func validate() throws {
    if !list, directory == nil {
      throw ValidationError("Give the new directory, such as: ./mirador new myunikernel")
    }
  }

  func run() throws {
    let context = try Context()
    let skeletons = SkeletonCatalogue(at: context.root.appending(path: "Skeletons"))
    guard let directory, !list else { return Output.lines(lines(skeletons)) }
    let skeleton = try skeletons.skeleton(from)
    let place = URL(filePath: directory)
    try skeleton.copy(to: place, hasInspector: inspector)
    Output.lines([
      "made  \(directory), from the skeleton \(skeleton.path)",
      "Edit:  \(directory)/unikernel.swift",
      "Next:  ./mirador configure \(directory) -t unix",
    ])
  }

  private func lines(_ skeletons: SkeletonCatalogue) -> [String] {
    skeletons.all.map(\.path) + ["Next:  ./mirador new myunikernel --from hello-key"]
  }
}

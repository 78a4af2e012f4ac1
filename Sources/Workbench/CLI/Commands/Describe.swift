import ArgumentParser
import Build
import Checks
import Composition
import Foundation

import enum Configure.Target

struct Describe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show devices, arguments and what each target would use; or what an image is.",
    discussion: """
      Of a directory it shows what config.swift says; of an image, the bill of materials
      that the image carries.

      Examples:
        ./mirador describe hello
        ./mirador describe hello --svg -o hello.svg
        ./mirador describe hello --dot | dot -Tpng > hello.png
        ./mirador describe hello/.mirador/virtio/hello
        ./mirador describe hello.elf --json
      """)

  enum Form: String, EnumerableFlag {
    case text, json, dot, svg
  }

  @Argument(help: "A directory with config.swift, or an image.", completion: .unikernelOrImage)
  var unikernel = "."
  @Option(name: [.short, .long], help: "Only this target; graphs are of one target.")
  var target: Target?
  @Flag(help: "The form; dot is graphviz's, svg a picture.")
  var form = Form.text
  @Option(name: [.short, .long], help: "Write to this file.")
  var output: String?

  func run() async throws {
    let context = try Context()
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: unikernel, isDirectory: &isDirectory)
    if exists, !isDirectory.boolValue {
      try write(ImageDescription(URL(filePath: unikernel)).text(form), context)
    } else {
      try await write(describe(UnikernelDirectory.find(named: unikernel), context), context)
    }
  }

  private func describe(_ directory: URL, _ context: Context) async throws -> String {
    let configuration = try await BuildAdvice.around(directory) {
      try await LiveBench(root: context.root).builder.configuration(of: directory)
    }
    let targets = target.map { [$0] } ?? configuration.unikernel.targets
    switch form {
    case .text:
      let description = try Description(
        configuration, targets: targets, isPlain: Output.isPlain)
      let next = "Next:  ./mirador build \(context.short(directory))"
      return (description.lines + ["", next]).map { $0 + "\n" }.joined()
    case .json:
      return try Description(configuration, targets: targets, isPlain: true).json + "\n"
    case .dot: return try graph(configuration).dot
    case .svg: return try graph(configuration).svg
    }
  }

  /// The graph of the target that was asked for or configured, else of the first.
  private func graph(_ configuration: Configuration) throws -> Graph {
    let target = target ?? configuration.target ?? configuration.unikernel.targets.first
    return try Graph(configuration.composition(for: target ?? .unix))
  }

  private func write(_ text: String, _ context: Context) throws {
    guard let output else { return Output.text(text) }
    try Output.file(text, URL(filePath: output))
    Output.error("written to \(output)")
  }
}

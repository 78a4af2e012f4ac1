import ArgumentParser
import Build
import Checks
import Composition
import Foundation

import enum Configure.Target

struct Query: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what is generated for a unikernel, or what a host needs to run it.",
    discussion: """
      Without a subject it lists the subjects.

      Examples:
        ./mirador query
        ./mirador query main hello
        ./mirador query libvirt hello -t virtio > hello.xml
        ./mirador query systemd hello -t unix -o /etc/systemd/system/hello.service
      """)

  @Argument(help: "What to print.")
  var subject: String?
  @Argument(help: "The directory that holds config.swift.")
  var directory = "."
  @Option(name: [.short, .long], help: "unix or virtio. Default: what was configured.")
  var target: Target?
  @Option(help: ArgumentHelp("For hosts: mebibytes of memory.", valueName: "MiB"))
  var memory: Int?
  @Option(name: [.short, .long], help: "Write to this file.")
  var output: String?
  @Argument(parsing: .postTerminator, help: "For hosts: boot arguments.")
  var arguments: [String] = []

  func run() async throws {
    guard let subject else { return Output.lines(QuerySubject.list) }
    guard let wanted = QuerySubject(rawValue: subject) else {
      throw Failure(.usage, QuerySubject.unknown(subject))
    }
    let context = try Context()
    let directory = try UnikernelDirectory.find(named: directory)
    let builder = LiveBench(root: context.root).builder
    let configuration = try await builder.configuration(of: directory)
    guard let target = target ?? wanted.onlyTarget ?? configuration.target else {
      throw Failure(.usage, QuerySubject.whichTarget(configuration.unikernel.targets))
    }
    let request = QuerySubject.Request(
      configuration: configuration, composition: try configuration.composition(for: target),
      memory: memory, arguments: arguments, builder: builder)
    let text = try await wanted.text(request)
    guard let output else { return Output.text(text) }
    try Output.file(text, URL(filePath: output))
    Output.error("written to \(output)")
  }
}

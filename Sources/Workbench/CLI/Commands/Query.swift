import ArgumentParser
import Build
import Checks
import Composition
import Deploy
import Foundation
import Machines

import enum Configure.Target

struct Query: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what is generated for a unikernel, or what a host needs to run it.",
    discussion: """
      Without a subject it lists the subjects. Those about the image build it.

      Examples:
        ./mirador query
        ./mirador query main hello
        ./mirador query libvirt hello -- --name=Ada > hello.xml
        ./mirador query systemd hello -o hello.service
      """)

  @Argument(help: "What to print.", completion: .list(QuerySubject.allCases.map(\.rawValue)))
  var subject: String?
  @Argument(help: "The directory that holds config.swift.", completion: .unikernel)
  var directory = "."
  @Option(
    name: [.short, .long],
    help: "unix or virtio. Default: the subject's only one, or what was configured.")
  var target: Target?
  @Option(help: ArgumentHelp("For hosts: mebibytes of memory.", valueName: "MiB"))
  var memory: Int?
  @Option(help: "For QEMU and libvirt: kvm or tcg.")
  var accel = Accelerator.kvm
  @Option(
    help: ArgumentHelp(
      "For hosts: the TAP interface of a network; may be repeated.", valueName: "name=tap"))
  var network: [String] = []
  @Option(name: [.short, .long], help: "Write to this file.", completion: .file())
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
    let text = try await BuildAdvice.around(directory) {
      try await wanted.text(request(wanted, directory, LiveBench(root: context.root).builder))
    }
    guard let output else { return Output.text(text) }
    try Output.file(text, URL(filePath: output))
    Output.error("written to \(output)")
  }

  private func request(
    _ subject: QuerySubject, _ directory: URL, _ builder: Builder
  ) async throws -> QuerySubject.Request {
    let configuration = try await builder.configuration(of: directory)
    return QuerySubject.Request(
      directory: directory, configuration: configuration,
      target: try configuration.target(orElse: target ?? subject.onlyTarget),
      options: Deployment.Options(
        memory: memory, arguments: arguments, networks: try networks(), accelerator: accel),
      builder: builder)
  }

  private func networks() throws -> [String: String] {
    var networks: [String: String] = [:]
    for word in network {
      guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
        throw Failure(.usage, "--network \(word) names no interface. Write --network service=tap0")
      }
      networks[String(word[..<equals])] = String(word[word.index(after: equals)...])
    }
    return networks
  }
}

extension Accelerator: ExpressibleByArgument {}

import ArgumentParser
import Build
import Checks
import Curriculum
import Foundation
import Machines

import enum Configure.Target

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Build and boot a unikernel; its console is yours, its exit status too.",
    discussion: """
      What follows -- is passed to the unikernel. ^C ends it. With --hold a unikernel that crashes is
      kept as it was then, for ./mirador console NAME --stopped, until ^C.

      Examples:
        ./mirador run workspace/02-hello-four-times -t virtio -- --name=Ada
        ./mirador run hello.elf -t virtio --accel tcg --memory 64
        ./mirador run hello --hold
      """)

  @OptionGroup
  var boot: BootOptions
  @Flag(help: "Keep it when it crashes, to be looked at.")
  var hold = false
  @Argument(parsing: .postTerminator, help: "Boot arguments.")
  var arguments: [String] = []

  func run() async throws {
    let bench = LiveBench(root: try Context().root)
    let artifact = try await bench.artifact(named: boot.unikernel, target: boot.target)
    var request = BootRequest(
      arguments: arguments, accelerator: boot.accel.accelerator, memory: boot.memory)
    if artifact.target == .virtio, request.accelerator == nil {
      request.accelerator = try await bench.accelerator()
    }
    let listing = Listing(artifact, request, holdsCrashed: hold)
    defer { listing.end() }
    let transcript = try await bench.boot(
      artifact, request, ports: listing.ports, control: listing.control
    ) {
      Output.raw($0)
    }
    explain(transcript)
    throw ExitCode(Int32(try status(transcript.ending)))
  }

  /// The console showed the addresses of a trap and of the heap as they came; here they are with names
  /// and lines.
  private func explain(_ transcript: Transcript) {
    let lines = transcript.lines.map(\.text)
    if let heap = ExitHeapReport(in: lines), heap.hasSites {
      Output.error("mirador: with names and lines:")
      Output.error(heap.lines.joined(separator: "\n"))
    }
    guard let report = TrapReport(in: lines) else { return }
    Output.error("mirador: with names and lines:")
    Output.error(([report.headline] + report.frames + report.taskLines).joined(separator: "\n"))
  }

  /// The unikernel's own status, or last words for any other end.
  private func status(_ ending: Ending) throws -> Int {
    switch ending {
    case .exited(let status): return status
    case .killed, .vanished: throw Failure(.bootFailed, ending.message())
    case .timedOut, .flooded: throw Failure(.timeout, ending.message())
    }
  }
}

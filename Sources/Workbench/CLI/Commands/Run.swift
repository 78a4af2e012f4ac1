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

      A unikernel with a network interface is on a network of its own. On its other
      side is 10.0.0.1/24, in a namespace; how clients are run there is printed.
      Nothing of the machine is changed.

      Examples:
        ./mirador run workspace/02-hello-four-times -t virtio -- --name=Ada
        ./mirador run hello.elf -t virtio --accel tcg --memory 64
        ./mirador run hello --hold
        ./mirador run server --faults loss=5%,delay=20ms --pcap server.pcapng
      """)

  @OptionGroup
  var boot: BootOptions
  @Flag(help: "Keep it when it crashes, to be looked at.")
  var hold = false
  @Option(help: "What happens to frames, such as loss=5%,delay=20ms,seed=7 (docs/wire.md).")
  var faults: String?
  @Option(help: "A file for the packets, written at the end.", completion: .file())
  var pcap: String?
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
    let network = try PrivateNetwork(artifact, faults: faults)
    if network == nil, faults != nil || pcap != nil {
      throw Failure(
        .usage, "\(boot.unikernel) has no network interface. Leave out --faults and --pcap.")
    }
    network?.describe()
    let listing = Listing(artifact, request, holdsCrashed: hold)
    defer { listing.end() }
    let transcript: Transcript
    do {
      transcript = try await bench.boot(
        artifact, request, ports: listing.ports, links: network?.links ?? [],
        control: listing.control
      ) {
        Output.raw($0)
      }
    } catch {
      // Most servers end by ^C: their packets are wanted as well.
      try network?.end(pcap: pcap)
      throw error
    }
    try network?.end(pcap: pcap)
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

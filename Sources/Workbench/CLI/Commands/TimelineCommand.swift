import ArgumentParser
import Checks
import Deploy
import Foundation
import Machines
import Maps
import Timelines

import enum Configure.Target
import enum Manifest.ManifestNote

struct TimelineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Show what a boot spends its time on, from the start of the process to its end.",
    discussion: """
      The image is booted several times and looked at from outside; the boot of
      median length is shown. On a terminal a flame chart is drawn, elsewhere a
      table is printed. What is within the image can be seen on unix and under
      tcg, not under kvm. What follows -- is passed to the unikernel.
      docs/timeline.md says what the phases are.

      Examples:
        ./mirador timeline workspace/02-hello-four-times
        ./mirador timeline hello.elf --phase main --runs 20
        ./mirador timeline hello.elf --instructions
        ./mirador timeline hello.elf --accel tcg -o hello.svg
      """)

  @OptionGroup
  var boot: BootOptions
  @Option(help: "How many boots; the one of median length is shown.")
  var runs = 5
  @Option(help: "A boot that takes longer is ended. Default: 10; 60 with --instructions.")
  var seconds: Int?
  @Flag(
    help: "Count instructions, which are the same each time, in the place of time; virtio only.")
  var instructions = false
  @Option(help: "Only this phase.")
  var phase: String?
  @Flag(help: "A table only, also on a terminal.")
  var plain = false
  @Flag(help: "Everything, for programs.")
  var json = false
  @Option(
    name: [.short, .long], help: "A file for the output; one that ends in .svg becomes a picture.")
  var output: String?
  @Argument(parsing: .postTerminator, help: "Boot arguments.")
  var arguments: [String] = []

  func validate() throws {
    guard (1...1000).contains(runs) else { throw ValidationError("--runs must be 1 to 1000.") }
    guard seconds.map((1...3600).contains) ?? true else {
      throw ValidationError("--seconds must be 1 to 3600.")
    }
    if instructions, boot.accel == .kvm || boot.target == .unix {
      throw ValidationError(
        "Instructions are counted by the emulator: --instructions -t virtio, without --accel kvm.")
    }
    if isSVG, json || plain {
      throw ValidationError("A file that ends in .svg is a picture: leave out --json and --plain.")
    }
    if json, plain { throw ValidationError("Give one of --plain and --json.") }
  }

  func run() async throws {
    do {
      let bench = LiveBench(root: try Context().root)
      let artifact = try await bench.artifact(named: boot.unikernel, target: boot.target)
      let timeline = try await Timeline.take(try await request(artifact, bench)) { words in
        if isatty(STDERR_FILENO) == 1 { Output.error("mirador: \(words)") }
      }
      try show(try phase.map { name in try timeline.part(name) } ?? timeline)
    } catch let fault as TimelineFault {
      throw Failure(fault)
    }
  }

  private func request(_ artifact: Artifact, _ bench: LiveBench) async throws -> TimelineRequest {
    var request = TimelineRequest(
      artifact.executable.lastPathComponent, artifact.target, executable: artifact.executable,
      symbols: artifact.symbols)
    request.main = try await main(of: artifact, bench)
    request.memory = boot.memory
    request.arguments = arguments
    let manifest = try? ManifestNote.read(image: artifact.executable)
    request.hasEntropy = manifest?.wants(.entropy) ?? false
    request.devices = manifest?.devices.map(\.name)
    request.runs = runs
    request.seconds = seconds ?? (instructions ? 60 : 10)
    request.countsInstructions = instructions
    guard artifact.target == .virtio else {
      if instructions { throw Failure(.usage, "--instructions is about virtio: add -t virtio.") }
      return request
    }
    if let named = boot.accel.accelerator {
      request.accelerator = named
    } else if !instructions {
      request.accelerator = try await bench.accelerator()
    }
    return request
  }

  /// The main that was generated for the image: made again for a directory; for an image, what lies where the
  /// builder puts it.
  private func main(of artifact: Artifact, _ bench: LiveBench) async throws -> String? {
    let image = artifact.executable
    guard !ImageFile.isOne(URL(filePath: boot.unikernel)) else {
      let file = image.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "main.swift")
      return try? String(contentsOf: file, encoding: .utf8)
    }
    let directory = try UnikernelDirectory.find(named: boot.unikernel)
    let request = QuerySubject.Request(
      directory: directory, configuration: try await bench.builder.configuration(of: directory),
      target: artifact.target, options: Deployment.Options(), builder: bench.builder)
    return try await QuerySubject.main.text(request)
  }
}

// What is shown.
extension TimelineCommand {
  private var isSVG: Bool { output?.lowercased().hasSuffix(".svg") == true }

  private func show(_ timeline: Timeline) throws {
    if isSVG, let output {
      try write(timeline.svg)
      Output.line("Next:  open \(output) in a browser")
      return
    }
    if json { return try write(timeline.json + "\n") }
    let isDrawn = !plain && output == nil && Output.isTerminal
    let screen = Screen.current(isDrawn: isDrawn)
    let palette = isDrawn ? Output.palette : Palette(hasColour: false)
    let chart = isDrawn ? [""] + timeline.flame(screen, paint: palette.paint) : []
    let lines =
      [timeline.headline(screen)] + chart + [""] + timeline.table(screen)
      + timeline.remarks(screen)
    try write(lines.map { $0 + "\n" }.joined())
    if output == nil { Output.line("Next:  \(next)") }
  }

  private var next: String {
    let command = "./mirador timeline \(boot.unikernel)"
    if phase == nil { return "\(command) --phase image" }
    return "\(command) -o timeline.svg"
  }

  /// To the file that was named, else to standard output.
  private func write(_ text: String) throws {
    guard let output else { return Output.text(text) }
    try Output.file(text, URL(filePath: output))
  }
}

extension Failure {
  fileprivate init(_ fault: TimelineFault) {
    switch fault {
    case .usage(let message): self.init(.usage, message)
    case .environment(let message): self.init(.environment, message)
    case .boot(let message): self.init(.bootFailed, message)
    }
  }
}

import Foundation
import Processes

extension Machine {
  /// Boots a `unix` image: a static ELF, started as a process.
  func bootProcess(
    _ boot: Boot, onOutput: (@Sendable ([UInt8]) -> Void)?
  ) async throws(MachineFailure) -> Transcript {
    guard FileManager.default.isExecutableFile(atPath: boot.executable.path) else {
      throw .environment(Messages.imageNotExecutable(boot.executable.path))
    }
    for argument in boot.arguments where argument.utf8.contains(0) {
      throw .environment(Messages.argumentHoldsNul(argument))
    }
    let recording = Recording()
    var request = ChildRequest(program: boot.executable.path)
    request.arguments = (boot.memory.map { ["--memory=\($0)"] } ?? []) + boot.arguments
    try give(boot, to: &request)
    request.budget = boot.budget
    request.outputLimit = boot.outputLimit
    request.atDeadline = { child in
      recording.place = LinuxProcess.place(of: child)
      // The image answers SIGQUIT with a backtrace and ends with 255.
      kill(child, SIGQUIT)
      return Limits.lastWords
    }
    let gate = try boot.control.map { control throws(MachineFailure) in
      try prepare(&request, for: control)
    }
    defer { withExtendedLifetime(gate) {} }
    let report = try await watch(
      request, recording, control: boot.control, onOutput: onOutput)
    let lines = await named(recording.lines(), with: boot.symbols)
    let ending: Ending
    switch (report.stop, report.end) {
    case (.deadline, _):
      ending = .timedOut(
        location: await location(
          of: recording.place, TrapReport(in: lines.map(\.text)), boot.symbols))
    case (.flooded, _): ending = .flooded
    case (_, .exited(let status)): ending = .exited(status)
    case (_, .signalled(let signal)): ending = .killed(signal: signal)
    }
    return Transcript(lines: lines, ending: ending, duration: report.duration)
  }

  /// Has `control` attached to the process that is going to be. One that is to be kept when it crashes waits
  /// at a gate, which is returned, until it is traced.
  private func prepare(
    _ request: inout ChildRequest, for control: MachineControl
  ) throws(MachineFailure) -> ChildPipe? {
    guard control.holdsCrashed else {
      request.started = { control.attach(ProcessStopper($0, control)) }
      return nil
    }
    let gate: ChildPipe
    do { gate = try ChildPipe() } catch { throw .environment(Messages.cannotStart("\(error)")) }
    _ = fcntl(gate.reader.number, F_SETFL, 0)
    request.passed[0] = gate.reader.number
    request.arguments =
      ["-c", #"read go; exec "$0" "$@" < /dev/null"#, request.program] + request.arguments
    request.program = "/bin/sh"
    request.started = { child in
      let stopper = ProcessStopper(child, control)
      control.attach(stopper)
      if let failure = stopper.watchForCrash() { control.cannotHold(failure) }
      _ = write(gate.writer.number, "\n", 1)
    }
    return gate
  }

  /// Ports and links as descriptors from 3 on, named in the environment (sd_listen_fds(3)).
  private func give(_ boot: Boot, to request: inout ChildRequest) throws(MachineFailure) {
    var names: [String] = []
    for port in boot.ports {
      guard case .descriptor = port.end else {
        throw .environment(Messages.portNeedsDescriptor(port.name))
      }
      names.append(port.name)
    }
    for link in boot.links {
      guard let name = link.descriptorName else {
        throw .environment(Messages.linkNeedsDescriptor(link.name))
      }
      names.append(name)
    }
    for name in names where name.isEmpty || name.utf8.contains(UInt8(ascii: ":")) {
      throw .environment(Messages.portName(name))
    }
    guard names.count <= Limits.ports else {
      throw .environment(Messages.tooManyPorts(names.count))
    }
    for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { request.environment[name] = nil }
    guard !names.isEmpty else { return }
    request.passed = Inheritance(boot, from: 3).passed
    request.environment["LISTEN_FDS"] = "\(names.count)"
    request.environment["LISTEN_FDNAMES"] = names.joined(separator: ":")
  }

  /// Where a process was: its own report, if it made one, and what the kernel said.
  private func location(
    of place: GuestPlace?, _ report: TrapReport?, _ symbols: URL
  ) async -> String? {
    guard let report, !report.places.isEmpty else { return await location(of: place, symbols) }
    let words = report.places.prefix(4).joined(separator: ", called from ")
    return place?.isWaiting == true ? "waiting in " + words : words
  }

  /// A place in words; nil when it is not known.
  func location(of place: GuestPlace?, _ symbols: URL) async -> String? {
    guard let place, !place.addresses.isEmpty else { return nil }
    let frames = await symbolizer.frames(at: place.addresses, in: symbols)
    let ours = frames.prefix { !Symbolizer.isPlumbing($0) }
    let told = (ours.isEmpty ? frames[...] : ours).prefix(4)
    let words = told.map(\.description).joined(separator: ", called from ")
    return place.isWaiting ? "waiting in " + words : words
  }
}

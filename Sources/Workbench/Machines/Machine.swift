// Boots images and reports what was seen from outside. The one way in is `boot`; behind it
//
//     Machine+Unix.swift     starts the image as a process of its own
//     Machine+Virtio.swift   starts QEMU on it
//
// and both share `watch`: the child's thread fills a `Recording`, and the report of its end
// becomes a `Transcript` whose trap reports are symbolized. Nothing the image prints is believed;
// the exit status comes by another way than the console.

import Configure
import Foundation
import Processes
import Synchronization

/// A way to boot images on this host.
public struct Machine: Sendable {
  /// Where QEMU and the symbolizer are looked for.
  public var search: SearchPath
  /// What a boot uses that leaves its accelerator open: the verdict of `AcceleratorProbe`.
  public var accelerator: Accelerator
  /// Source paths in backtraces are shown relative to this directory.
  public var base: URL?

  public init(
    search: SearchPath = .environment, accelerator: Accelerator = .tcg, base: URL? = nil
  ) {
    self.search = search
    self.accelerator = accelerator
    self.base = base
  }

  /// Boots an image with this host's defaults; see the method of the same name.
  public static func boot(
    _ boot: Boot, onOutput: (@Sendable ([UInt8]) -> Void)? = nil
  ) async throws(MachineFailure) -> Transcript {
    try await Machine().boot(boot, onOutput: onOutput)
  }

  /// Boots an image and watches it to its end: its own, its budget's, its output limit's, or the
  /// cancellation of this task (`MachineFailure.cancelled`). No process remains.
  /// - Parameter onOutput: called on a thread of its own with the console's bytes as they arrive,
  ///   raw; it should return soon, for the machine waits meanwhile.
  public func boot(
    _ boot: Boot, onOutput: (@Sendable ([UInt8]) -> Void)? = nil
  ) async throws(MachineFailure) -> Transcript {
    guard FileManager.default.fileExists(atPath: boot.executable.path) else {
      throw .environment(Messages.imageMissing(boot.executable.path))
    }
    guard Self.isELF(boot.executable) else {
      throw .environment(Messages.imageUnfit(boot.executable.path))
    }
    switch boot.target {
    case .unix: return try await bootProcess(boot, onOutput: onOutput)
    case .virtio: return try await bootVirtual(boot, onOutput: onOutput)
    }
  }

  /// True for a 64-bit ELF of this processor. Anything else might be run as a shell script by what
  /// stands between us and the kernel.
  private static func isELF(_ file: URL) -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
    defer { try? handle.close() }
    guard let header = try? handle.read(upToCount: 64), header.count == 64 else { return false }
    return header.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2]) && header[18] == 62 && header[19] == 0
  }

  var symbolizer: Symbolizer { Symbolizer(search: search, base: base) }

  /// The lines with names, also when this task has been cancelled.
  func named(_ lines: [Transcript.Line], with symbols: URL) async -> [Transcript.Line] {
    let symbolizer = symbolizer
    return await Task.detached { await symbolizer.symbolize(lines, with: symbols) }.value
  }

  /// Runs `request` to its end with its channels recorded, then builds the transcript.
  func watch(
    _ request: ChildRequest, _ recording: Recording, control: MachineControl? = nil,
    onOutput: (@Sendable ([UInt8]) -> Void)?
  ) async throws(MachineFailure) -> ChildReport {
    var request = request
    request.received = { channel, bytes, time in
      let goesOn = recording.append(channel, bytes, at: time)
      if channel == .output { onOutput?(bytes) }
      return goesOn
    }
    request.ending = { control?.release() }
    defer { control?.detach() }
    // The kernel kills the machine when the tool dies, however it dies.
    if let setpriv = search.find("setpriv") {
      request.arguments = ["--pdeathsig", "KILL", "--", request.program] + request.arguments
      request.program = setpriv
    }
    let report: ChildReport
    do { report = try await ChildProcess.run(request) } catch {
      throw .environment(Messages.cannotStart(error.description))
    }
    // What was held had come to its end before.
    if report.stop == .cancelled, control?.crash == nil { throw .cancelled }
    if case .exited(let status) = report.end, status >= 126,
      recording.error.hasPrefix("setpriv: ")
    {
      throw .environment(Messages.cannotStart(recording.error))
    }
    return report
  }
}

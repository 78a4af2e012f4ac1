// Takes the timeline of an image: finds its landmarks, boots it several times, and keeps the boot of median
// length, whose phases add up because it was one boot.

import Configure
import Foundation
import Machines
import Processes

/// What a timeline is to be taken of.
public struct TimelineRequest: Sendable {
  public var name: String
  public var target: Target
  public var executable: URL
  public var symbols: URL
  /// The text of the generated main of this build; nil: it is not at hand.
  public var main: String?
  /// The devices that the image connects, by the names in its main; a main that connects others is not its.
  public var devices: [String]?
  /// `virtio`: by what it is run.
  public var accelerator = Accelerator.tcg
  public var memory: Int?
  public var arguments: [String] = []
  public var hasEntropy = false
  /// Boots; the one of median length is shown.
  public var runs = 5
  /// A boot that takes longer is ended.
  public var seconds = 10
  /// `virtio`, emulated: instructions in the place of time; one boot.
  public var countsInstructions = false

  public init(_ name: String, _ target: Target, executable: URL, symbols: URL) {
    self.name = name
    self.target = target
    self.executable = executable
    self.symbols = symbols
  }
}

extension Timeline {
  /// - Parameter tell: hears what is being done.
  public static func take(
    _ request: TimelineRequest, search: SearchPath = .environment,
    tell: @Sendable (String) -> Void = { _ in }
  ) async throws -> Timeline {
    let isOpaque = request.target == .virtio && request.accelerator == .kvm
    let landmarks =
      isOpaque
      ? Landmarks(all: VirtioObserver.opaque, notes: [Messages.noGuest])
      : try await Landmarks.find(
        request.target, in: request.symbols, main: main(request), Symbolizer(search: search))
    let boots = Boots(request, landmarks.all, try await qemu(request, search))
    var seen: [Observation] = []
    for number in 1...max(1, request.countsInstructions ? 1 : request.runs) {
      try Task.checkCancellation()
      tell("boot \(number) of \(request.countsInstructions ? 1 : request.runs)")
      seen.append(try await boots.observed())
    }
    try Task.checkCancellation()
    seen.sort { $0.end < $1.end }
    let median = seen[(seen.count - 1) / 2]
    var unobserved: [Int] = []
    if !request.countsInstructions, median.end < Limits.quick {
      for _ in seen { unobserved.append(try await boots.unobserved()) }
    }
    return timeline(request, landmarks, median, seen, unobserved.sorted())
  }

  private static func main(_ request: TimelineRequest) -> String? {
    guard let text = request.main, let devices = request.devices else { return request.main }
    return MainSteps(parsing: text).connects(devices) ? text : nil
  }

  private static func qemu(
    _ request: TimelineRequest, _ search: SearchPath
  ) async throws(MachineFailure) -> Qemu? {
    request.target == .virtio ? try await Qemu.find(in: search) : nil
  }

  private static func timeline(
    _ request: TimelineRequest, _ landmarks: Landmarks, _ median: Observation,
    _ seen: [Observation], _ unobserved: [Int]
  ) -> Timeline {
    let unit: Unit = request.countsInstructions ? .instructions : .nanoseconds
    let isVirtual = request.target == .virtio
    let first = isVirtual ? PhaseName.machine : PhaseName.process
    // Instructions begin with the firmware's first.
    let boot = median.phases(landmarks.all, first: request.countsInstructions ? nil : first)
    var notes = landmarks.notes
    if let trouble = median.trouble { notes.append(trouble) }
    if median.stops > 0 { notes.append(Messages.looking(median.stops, unit.words(median.looking))) }
    if !unobserved.isEmpty {
      let middle = unobserved[(unobserved.count - 1) / 2]
      notes.append(Messages.beside(unit.words(middle), unobserved.count))
    }
    let place = isVirtual ? "virtio, \(request.accelerator.rawValue)" : "unix"
    return Timeline(
      request.name, place, unit, boot, observed: seen.map(\.end), unobserved: unobserved,
      notes: notes)
  }
}

/// Boots of one image, looked at and not.
private struct Boots {
  private let request: TimelineRequest
  private let landmarks: [Landmark]
  private let qemu: Qemu?

  init(_ request: TimelineRequest, _ landmarks: [Landmark], _ qemu: Qemu?) {
    self.request = request
    self.landmarks = landmarks
    self.qemu = qemu
  }

  func observed() async throws -> Observation {
    guard let qemu else { return try await process.boot() }
    return try await VirtioObserver(
      qemu: qemu, command: try command, look: request.countsInstructions ? .instructions : .time,
      seconds: request.seconds, landmarks: landmarks
    ).boot()
  }

  /// The length of a boot that nobody looks at, in nanoseconds.
  func unobserved() async throws -> Int {
    guard let qemu else {
      var process = process
      process.looks = false
      return try await process.boot().end
    }
    var child = ChildRequest(program: qemu.path, arguments: try command.arguments)
    child.hasStatus = true
    child.budget = .seconds(request.seconds)
    return Int(try await ChildProcess.run(child).duration / .nanoseconds(1))
  }

  private var process: UnixObserver {
    let words = (request.memory.map { ["--memory=\($0)"] } ?? []) + request.arguments
    return UnixObserver(
      executable: request.executable, arguments: words, seconds: request.seconds,
      landmarks: landmarks)
  }

  private var command: QemuCommand {
    get throws {
      var command = QemuCommand(
        accelerator: request.accelerator, kernel: request.executable.path,
        memory: request.memory ?? QemuCommand.defaultMemory,
        commandLine: try BootArguments.quote(request.arguments))
      command.isMonitored = false
      command.hasEntropy = request.hasEntropy
      return command
    }
  }
}

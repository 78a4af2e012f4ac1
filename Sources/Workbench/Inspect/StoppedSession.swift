// A session with a unikernel that is never asked: each command stops it, looks, and lets it go on.

import Foundation
import InspectionProtocol
import Machines

final class StoppedSession: InspectionSession {
  private let instance: Instance
  private let path: String
  private let image: StoppedImage
  private var isVerified = false
  private var isCrashed = false
  private var stoodStill: Duration?
  private(set) var notes: [String] = []

  /// Learns what the image's symbols say; the unikernel goes on meanwhile.
  init(_ instance: Instance) throws(InspectFailure) {
    guard let path = instance.control else { throw .cannotStop(Messages.noControl) }
    let file = URL(filePath: instance.symbols)
    guard let image = StoppedImage(file), image.ranges != nil else {
      throw .image(Messages.noSymbols(file.path))
    }
    self.instance = instance
    self.path = path
    self.image = image
    isCrashed = instance.crash != nil
  }

  var commands: [CommandDeclaration] { StoppedCommand.all.map(\.declaration) }
  var boot: UInt64 { instance.processStart }
  var hasEnded: Bool { !instance.isAlive }
  var symbols: URL? { image.file }

  var state: String {
    if isCrashed { return "crashed" }
    return stoodStill.map { "stopped " + Self.text($0) } ?? "stopped"
  }

  func run(
    _ declaration: CommandDeclaration, _ arguments: [Cell]
  ) throws(InspectFailure) -> Result<ConsoleAnswer, InspectionFailure> {
    guard let command = StoppedCommand.all.first(where: { $0.declaration == declaration }) else {
      return .failure(
        InspectionFailure(.unknownCommand, Messages.unknown(declaration.name, near: nil)))
    }
    notes = []
    let link = try StopLink(to: path)
    let guest = StoppedGuest(link, image)
    if !isVerified {
      guard image.isIn(guest.memory) else {
        _ = link.end()
        throw .image(Messages.otherImage(instance.symbols))
      }
      isVerified = true
    }
    let rows = command.answer(guest, arguments)
    let fault = ["tasks", "timers"].contains(declaration.name) ? guest.heapFault : nil
    isCrashed = link.machine.condition == .crashed
    guard let stillness = link.end() else { throw .cannotStop(Messages.tookTooLong) }
    stoodStill = stillness
    notes = [
      isCrashed
        ? Messages.held(instance.name, link.machine.cause ?? "")
        : Messages.stoodStill(instance.name, Self.text(stillness))
    ]
    if case .success = rows, let fault { notes.append(Messages.incomplete(fault.rule, fault.page)) }
    return rows.map { rows in
      ConsoleAnswer(
        declaration: declaration, rows: rows, outcome: .complete,
        work: Int64(clamping: stillness.components.attoseconds / 1_000_000_000)
          &+ stillness.components.seconds &* 1_000_000_000)
    }
  }

  /// `3.1 ms`.
  static func text(_ duration: Duration) -> String {
    Cell.decimal(duration / .milliseconds(1), digits: 1) + " ms"
  }
}

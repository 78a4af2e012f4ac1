import Foundation
import Processes
import Synchronization

/// What a child wrote, kept within bounds; filled by the child's thread, read after its end.
final class Recording: Sendable {
  private struct State {
    var console = ConsoleLog()
    var error: [UInt8] = []
    var status: [UInt8] = []
    var place: GuestPlace?
    var onExitStatus: (@Sendable (Int) -> Void)?
  }
  private let state = Mutex(State())

  /// Takes bytes; false when the console has too many lines.
  func append(_ channel: ChildRequest.Channel, _ bytes: [UInt8], at time: Duration) -> Bool {
    defer { if channel == .status { tellExitStatus() } }
    return state.withLock { state in
      switch channel {
      case .output: state.console.append(bytes, at: time)
      case .error: state.error += bytes.prefix(Limits.errorOutput - state.error.count)
      case .status: state.status += bytes.prefix(Limits.status - state.status.count)
      }
      return !state.console.isFull
    }
  }

  /// Has `body` called with the guest's exit status as soon as that has come, once.
  func onExitStatus(_ body: @escaping @Sendable (Int) -> Void) {
    state.withLock { $0.onExitStatus = body }
  }

  private func tellExitStatus() {
    guard let status = exitStatus else { return }
    let body = state.withLock { state in
      defer { state.onExitStatus = nil }
      return state.onExitStatus
    }
    body?(status)
  }

  /// Where the guest was at its time-out.
  var place: GuestPlace? {
    get { state.withLock { $0.place } }
    set { state.withLock { $0.place = newValue } }
  }

  /// The lines of the console, the unfinished last one included.
  func lines() -> [Transcript.Line] {
    state.withLock { state in
      state.console.finish()
      return state.console.lines
    }
  }

  /// What the program said on its standard error, trimmed.
  var error: String {
    let text = state.withLock { String(decoding: $0.error, as: UTF8.self) }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// N of exactly `exit N\n` with N in 0...255 on the status channel; nil for anything else.
  var exitStatus: Int? {
    ExitStatus.parse(state.withLock { $0.status })
  }
}

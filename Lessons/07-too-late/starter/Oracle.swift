import Kernel

/// Somebody who knows, after a while. Leave this file as it is.
struct Oracle: Sendable {
  let name: String
  let time: Duration
  let console: any Console
  let clock: any MonotonicClock

  /// Thinks, and then speaks: prints a line, and returns its name. Says nothing when the task is cancelled.
  func ask() async throws(CancellationError) -> String {
    try await clock.sleep(for: time)
    console.print(name + " speaks")
    return name
  }
}

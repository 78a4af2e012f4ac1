/// What happened, in order; for tasks that all run on one thread.
final class Trace: @unchecked Sendable {
  private(set) var events: [String] = []

  func note(_ event: String) { events.append(event) }
}

/// An error that tells which one it is.
struct Broken: Error, Equatable {
  let number: Int
}

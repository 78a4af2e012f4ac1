public import Kernel

/// Who is inside. Leave this file as it is.
///
/// Everybody may write in it at any time: there is one processor, and between two awaits nobody else runs.
public final class Guestbook: @unchecked Sendable {
  private var entries: [(name: String, since: Instant)] = []

  public init() {}

  /// In the order in which they came.
  public var names: [String] { entries.map { $0.name } }

  public func enter(_ guest: Guest, at time: Instant) { entries.append((guest.name, time)) }

  /// - Returns: how long the guest was inside.
  @discardableResult
  public func leave(_ guest: Guest, at time: Instant) -> Duration {
    let place = entries.firstIndex { $0.name.utf8.elementsEqual(guest.name.utf8) }
    guard let place else { return .zero }
    return time - entries.remove(at: place).since
  }
}

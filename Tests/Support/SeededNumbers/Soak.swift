import Foundation

/// Long tests, which run when MIRADOR_SOAK is set; `mirador test --soak` does.
public enum Soak {
  private static let text = ProcessInfo.processInfo.environment["MIRADOR_SOAK"]
  public static let isOn = text != nil

  /// How long a fuzzer goes on: as many seconds as MIRADOR_SOAK says.
  public static var duration: Duration { .seconds(text.flatMap { Int($0) } ?? 600) }

  /// Calls `body` with one seed after the other until the time is over. Seeds are those that the ordinary test
  /// does not have; which one failed is in its issue, as that test's argument would be.
  /// - Returns: how many there were.
  @discardableResult
  public static func seeds(_ body: (Int) async throws -> Void) async rethrows -> Int {
    let first = 1_000_000
    let end = ContinuousClock.now + duration
    var seed = first
    while ContinuousClock.now < end {
      try await body(seed)
      seed += 1
    }
    print("soak: \(seed - first) seeds from \(first) on")
    return seed - first
  }
}

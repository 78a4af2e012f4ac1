// When each step of the boot was over. Generated mains of unikernels with an inspector mark their steps;
// in others nothing of this is in the image.

internal import Platform
public import Time

/// The steps of this boot.
public enum BootTimeline {
  /// A step that is over.
  public struct Mark: Sendable {
    public let phase: String
    public let end: Instant
  }

  private nonisolated(unsafe) static var steps: [(StaticString, Instant)] = []

  /// A step is over. One read of the clock.
  @export(interface)
  public static func mark(_ phase: StaticString) {
    steps.append((phase, Instant(nanoseconds: platform_clock_monotonic())))
  }

  /// What was marked so far, in that order.
  @export(interface)
  public static var marks: [Mark] {
    steps.map { phase, end in
      Mark(phase: phase.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }, end: end)
    }
  }
}

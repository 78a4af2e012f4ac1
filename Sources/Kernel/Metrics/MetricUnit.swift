/// What a metric's numbers are.
public enum MetricUnit: Sendable, Equatable {
  /// A number of something.
  case count
  case bytes
  /// Times, recorded in whole nanoseconds and shown in seconds.
  case seconds
  /// Shares of a whole, recorded in millionths.
  case ratio

  /// What a metric's name ends with, as OpenMetrics wants it.
  var suffix: StaticString {
    switch self {
    case .count: ""
    case .bytes: "bytes"
    case .seconds: "seconds"
    case .ratio: "ratio"
    }
  }

  /// Decimal places between what is recorded and what is shown.
  var decimals: Int {
    switch self {
    case .count, .bytes: 0
    case .seconds: 9
    case .ratio: 6
    }
  }
}

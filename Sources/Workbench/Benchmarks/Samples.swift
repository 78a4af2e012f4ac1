/// The results of repeated runs of one measurement; never empty.
public struct Samples: Sendable, Equatable {
  /// In the order in which they were measured.
  public let values: [Double]

  /// - Returns: nil when there is no value, or one that is no finite number.
  public init?(_ values: [Double]) {
    guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
    self.values = values
  }

  /// The middle value; between the two middle ones when the count is even.
  public var median: Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  public var minimum: Double { values.reduce(.infinity, min) }
  public var maximum: Double { values.reduce(-.infinity, max) }

  /// The quotient of the medians; nil when the other's is zero.
  public func ratio(to other: Samples) -> Double? {
    other.median == 0 ? nil : median / other.median
  }
}

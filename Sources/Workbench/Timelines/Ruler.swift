/// Where a ruler's marks are: round numbers of 1, 2 or 5 times a power of ten.
struct Ruler: Sendable, Equatable {
  /// From the first mark to the next.
  let step: Int

  /// - Parameter most: how many marks there is room for.
  init(length: Int, most: Int) {
    var power = 1
    var step = 1
    let factors = [1, 2, 5]
    while length / step > max(most, 1) {
      let next = factors.first { $0 * power > step }
      if next == nil { power *= 10 }
      step = next.map { $0 * power } ?? power
    }
    self.step = step
  }

  func marks(_ length: Int) -> [Int] { Array(stride(from: 0, through: length, by: step)) }

  /// All marks in the unit of the step: `0`, `20 ms`, `40 ms`.
  func label(_ mark: Int, _ unit: Timeline.Unit, isUnicode: Bool) -> String {
    guard mark > 0 else { return "0" }
    let micro = isUnicode ? "µs" : "us"
    let units: [(Int, String)] =
      unit == .nanoseconds
      ? [(1_000_000_000, " s"), (1_000_000, " ms"), (1000, " " + micro), (1, " ns")]
      : [(1_000_000, " M"), (1000, " k"), (1, "")]
    let (size, sign) = units.first { step % $0.0 == 0 } ?? (1, "")
    return "\(mark / size)\(sign)"
  }
}

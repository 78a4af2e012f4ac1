// Things that are compared are measured in turns, A B A B, so that whatever disturbs the machine
// disturbs all of them.

/// Something that is measured beside others.
struct Contender {
  let name: String
  /// One run; returns what it took, in any unit.
  let measure: () async throws -> Double

  init(_ name: String, _ measure: @escaping () async throws -> Double) {
    self.name = name
    self.measure = measure
  }
}

/// Runs each contender once unmeasured, then `rounds` times in turns.
/// - Returns: the samples of each contender, in their order.
func interleave(_ contenders: [Contender], rounds: Int) async throws -> [Samples] {
  for contender in contenders { _ = try await contender.measure() }
  var values = contenders.map { _ in [Double]() }
  for _ in 0..<max(rounds, 1) {
    try Task.checkCancellation()
    for (index, contender) in contenders.enumerated() {
      values[index].append(try await contender.measure())
    }
  }
  return values.compactMap(Samples.init)
}

import Checks

/// Everything that one run measured.
public struct Results: Sendable {
  public let machine: MachineFacts
  public internal(set) var outcomes: [Outcome] = []
  /// The first group that could not be measured.
  public private(set) var failure: Failure?

  init(machine: MachineFacts, outcomes: [Outcome] = []) {
    self.machine = machine
    self.outcomes = outcomes
  }

  mutating func fail(_ group: Group, _ failure: Failure) {
    var outcome = Outcome(group)
    outcome.notes = ["NOT MEASURED: " + failure.message]
    outcomes.append(outcome)
    self.failure = self.failure ?? failure
  }

  /// The largest count of instructions from a guest's entry to its main; nil when not measured.
  public var instructionsToMain: Double? {
    let rows = outcomes.filter { $0.group == .instructions }.flatMap(\.rows)
    return rows.filter { $0.name.hasSuffix(InstructionsBenchmark.toMain) }
      .map(\.samples.maximum).max()
  }
}

import Testing
import Time

@testable import Inspector

@Suite struct BudgetTests {
  private let start = Instant(nanoseconds: 5_000_000_000)

  @Test func aShortAnswerNeverWaits() {
    var budget = InspectorBudget(at: start)
    budget.spend(.milliseconds(1), bytes: 10_000)
    #expect(budget.ready(at: start) == start)
  }

  /// Whoever takes all that is given, for ten seconds, gets a twentieth of the time.
  @Test func timeIsATwentieth() {
    var budget = InspectorBudget(at: start)
    var now = start
    var worked = Duration.zero
    while now < start + .seconds(10) {
      let ready = budget.ready(at: now)
      if ready > now {
        now = ready
      } else {
        budget.spend(.microseconds(300), bytes: 0)
        now = now + .microseconds(300)
        worked = worked + .microseconds(300)
      }
    }
    #expect(worked > .milliseconds(480) && worked < .milliseconds(530))
  }

  @Test func bytesAreAMebibyteASecond() {
    var budget = InspectorBudget(at: start)
    var now = start
    var sent = 0
    while now < start + .seconds(10) {
      let ready = budget.ready(at: now)
      if ready > now {
        now = ready
      } else {
        budget.spend(.zero, bytes: 4096)
        sent += 4096
      }
    }
    #expect(sent > 10 << 20 && sent < 11 << 20)
  }

  /// A clock that stands or jumps far gives no more than a full bucket.
  @Test func longPausesSaveNothingUp() {
    var budget = InspectorBudget(at: start)
    let later = start + .seconds(1_000_000)
    #expect(budget.ready(at: later) == later)
    budget.spend(.zero, bytes: Int(InspectorBudget.byteRate / 4))
    #expect(budget.ready(at: later) > later)
    #expect(budget.ready(at: start) >= start)
  }

  /// However long a step was: the pause after it is a second at most, and nothing overflows.
  @Test func aLongStepIsFollowedByAPauseNotBySilence() {
    var budget = InspectorBudget(at: start)
    for _ in 0..<3 { budget.spend(Duration(nanoseconds: .max), bytes: 1 << 40) }
    var now = start
    while budget.ready(at: now) > now { now = budget.ready(at: now) }
    #expect(now > start + .milliseconds(900) && now < start + .milliseconds(1200))
  }
}

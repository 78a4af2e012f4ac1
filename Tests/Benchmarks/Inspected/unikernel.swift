// A busy unikernel: so much work and no more, cut into jobs of the length that the first argument says, with a
// line `tick` a second. It ends with `took NANOSECONDS`. `mirador bench inspector` runs it with and without
// somebody who looks.

import Kernel

enum Inspected {
  /// Rounds of the loop in `work` that all jobs of a run have together.
  private static let total = 2_000_000_000
  /// Rounds of a job: about 1 and 10 microseconds.
  private static let short = 2_000
  private static let long = 20_000

  static func start(console: any Console, clock: any MonotonicClock, arguments: [String]) async {
    let length: Int
    // Bytes: String comparison brings tables that nothing else here needs.
    switch arguments.first.map({ Array($0.utf8) }) {
    case Array("short".utf8): length = short
    case Array("long".utf8): length = long
    default:
      console.print("short or long?")
      return
    }
    // Somebody to be looked at.
    nonisolated(unsafe) let shared = clock
    let sleepers = (0..<100).map { _ in Task { try? await shared.sleep(for: .seconds(3600)) } }
    let began = clock.now
    var next = began + .seconds(1)
    var value: UInt64 = 1
    for _ in 0..<total / length {
      value = work(value, length)
      if clock.now >= next {
        console.print("tick")
        next = next + .seconds(1)
      }
      await Task.yield()
    }
    let took = (clock.now - began).nanoseconds
    for sleeper in sleepers { sleeper.cancel() }
    console.print(value == 0 ? "zero" : "took \(took)")
  }

  @inline(never)
  private static func work(_ seed: UInt64, _ rounds: Int) -> UInt64 {
    var value = seed
    for _ in 0..<rounds { value = value &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407 }
    return value | 1
  }
}

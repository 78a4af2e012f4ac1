// Something that happens again and again.
//
//     start      1          2          3          4          5         ticks are due at start + n × interval
//       ├──────────┼──────────┼──────────┼──────────┼──────────┼──►
//                  └ body ┘   └ body that takes long ────┘   │
//                                        3 is missed  4 is late, at once   5 is on time again

public import Devices
public import Time
public import _Concurrency

/// Ticks that are due one `interval` apart, the first after one interval.
///
///     for await tick in every(.seconds(1), on: clock) { … }
///
/// Deadlines never drift: tick n is due at start + n × interval, however long the body takes and however late
/// a tick came. Ticks that are over by the time the body is are not made up for: the last of them comes at
/// once, and says how many were missed before it.
///
/// Cancellation: the loop ends, without another tick, and no timer is left.
///
/// - Precondition: `interval` is positive.
public func every(_ interval: Duration, on clock: any MonotonicClock) -> Ticks {
  precondition(interval > .zero, "ticks need a positive interval")
  return Ticks(interval: interval, clock: clock, start: clock.now)
}

/// What has come due.
public struct Tick: Equatable, Sendable {
  /// Counts from 1; a missed tick counts.
  public let number: Int64
  /// When it was due: it never comes before.
  public let due: Instant
  /// How many ticks before it did not come.
  public let missed: Int64
}

/// See `every`.
public struct Ticks: AsyncSequence, Sendable {
  public typealias Element = Tick
  public typealias Failure = Never

  let interval: Duration
  let clock: any MonotonicClock
  let start: Instant

  public func makeAsyncIterator() -> Iterator { Iterator(ticks: self) }

  public struct Iterator: AsyncIteratorProtocol, Sendable {
    let ticks: Ticks
    /// The last tick that came.
    var last: Int64 = 0

    public mutating func next() async -> Tick? {
      let tick = ticks.tick(after: last, at: ticks.clock.now)
      do throws(CancellationError) { try await ticks.clock.sleep(until: tick.due) } catch {
        return nil
      }
      last = tick.number
      return tick
    }

    public mutating func next(isolation: isolated (any Actor)?) async -> Tick? { await next() }
  }

  /// The tick to come: the last one that is over, and if none is, the next.
  func tick(after last: Int64, at now: Instant) -> Tick {
    let over = (now - start).nanoseconds / interval.nanoseconds
    let number = over > last ? over : last + 1
    return Tick(number: number, due: start + interval * number, missed: number - last - 1)
  }
}

// One publisher, many subscribers: every subscriber sees every element.
//
//     kept      [ 17 18 19 20 ]            the last `capacity` elements, numbered from 0
//     cursors      ▲        ▲              each subscription knows the number it reads next
//
// The elements are kept once, however many subscribe; publishing never waits. A subscriber that is more than
// `capacity` behind has missed the oldest: it goes on with the oldest that is kept, and is told how many it
// has missed. A subscription costs a few words and nothing has to be done to end it.

public import _Concurrency

/// Elements that every subscriber sees.
public final class Broadcast<Element: Sendable>: @unchecked Sendable {
  public private(set) var isClosed = false
  private var kept: Ring<Element>
  /// The number of the next element.
  private var published = 0
  private let waiters = WaitQueue<Void>()

  /// - Parameter capacity: how far a subscriber may be behind without missing anything, in elements.
  /// - Precondition: it is positive.
  public init(capacity: Int) {
    precondition(capacity > 0, "a broadcast that keeps nothing reaches nobody")
    kept = Ring(capacity: capacity)
  }

  /// Gives `element` to every subscriber; never waits. Without effect when closed.
  public func publish(_ element: Element) {
    guard !isClosed else { return }
    if kept.isFull { _ = kept.takeFirst() }
    kept.append(element)
    published += 1
    while waiters.resumeFirst() {}
  }

  /// Ends the broadcast: subscribers read what is kept, and then nil.
  public func close() {
    isClosed = true
    while waiters.resumeFirst() {}
  }

  /// Sees what is published from now on.
  public func subscribe() -> Subscription { Subscription(self, at: published) }

  /// Waits for another element; false when the task is or gets cancelled.
  fileprivate func more() async -> Bool { await waiters.wait() }

  fileprivate var oldest: Int { published - kept.count }

  fileprivate func element(_ number: Int) -> Element? { kept[number - oldest] }
}

// MARK: - Subscriptions

extension Broadcast {
  /// One subscriber's place; for one task at a time.
  public final class Subscription: @unchecked Sendable {
    private let broadcast: Broadcast
    private var cursor: Int
    /// How many elements this subscriber was too slow for.
    public private(set) var missed = 0

    fileprivate init(_ broadcast: Broadcast, at cursor: Int) {
      self.broadcast = broadcast
      self.cursor = cursor
    }

    /// The next element; waits while there is none. Nil when the broadcast is closed and all was read.
    ///
    /// Cancellation: a task that is or gets cancelled while it waits has read nothing, and misses nothing.
    public func receive() async throws(CancellationError) -> Element? {
      guard !Task.isCancelled else { throw CancellationError() }
      while true {
        if let element = tryReceive() { return element }
        guard !broadcast.isClosed else { return nil }
        guard await broadcast.more() else { throw CancellationError() }
      }
    }

    /// The next element if there is one; never waits.
    public func tryReceive() -> Element? {
      if cursor < broadcast.oldest {
        missed += broadcast.oldest - cursor
        cursor = broadcast.oldest
      }
      guard let element = broadcast.element(cursor) else { return nil }
      cursor += 1
      return element
    }
  }
}

extension Broadcast.Subscription: AsyncSequence {
  public typealias Failure = Never

  /// Elements until the broadcast is closed and all was read, or the task is cancelled.
  public func makeAsyncIterator() -> Iterator { Iterator(subscription: self) }

  public struct Iterator: AsyncIteratorProtocol, Sendable {
    let subscription: Broadcast.Subscription

    public func next() async -> Element? {
      do throws(CancellationError) { return try await subscription.receive() } catch { return nil }
    }

    public func next(isolation: isolated (any Actor)?) async -> Element? { await next() }
  }
}

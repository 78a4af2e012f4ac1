// A channel between tasks.
//
//     senders ──► [ waiting senders ] ──► [ buffer, at most `capacity` ] ──► [ waiting receivers ] ──►
//
// Senders wait only while the buffer is full, receivers only while it is empty, so of the two queues of tasks
// one is always empty. Each message is received once, in the order of sending. With a capacity of 0 every
// sender waits until its message has been taken.

public import _Concurrency

/// Messages from tasks to tasks, in order, with room for so many: who sends more waits.
public final class Mailbox<Element: Sendable>: @unchecked Sendable {
  public private(set) var isClosed = false
  private var buffer: Ring<Element>
  private let senders = WaitQueue<Delivery>()
  private let receivers = WaitQueue<Element?>()

  /// A message that waits for room.
  private struct Delivery {
    let element: Element
    var isRefused = false
  }

  /// - Parameter capacity: how many messages may lie here unreceived.
  /// - Precondition: it is not negative.
  public init(capacity: Int) {
    precondition(capacity >= 0, "a mailbox cannot have negative room")
    buffer = Ring(capacity: capacity)
  }

  /// How many messages lie here unreceived.
  public var count: Int { buffer.count }
}

// MARK: - Sending

extension Mailbox {
  /// Sends a message; waits while the mailbox is full.
  ///
  /// Cancellation: a task that is or gets cancelled while it waits has not sent the message.
  /// - Throws: `closed` when the mailbox is or gets closed before there is room; `cancelled`.
  public func send(_ element: Element) async throws(SendFailure) {
    guard !isClosed else { throw .closed }
    guard !Task.isCancelled else { throw .cancelled }
    guard !trySend(element) else { return }
    let waiter = Waiter(Delivery(element: element))
    guard await senders.wait(as: waiter) else { throw .cancelled }
    if waiter.slot.isRefused { throw .closed }
  }

  /// Sends a message if that can be done without waiting; false when the mailbox is full or closed.
  public func trySend(_ element: Element) -> Bool {
    guard !isClosed else { return false }
    if let receiver = receivers.takeFirst() {
      receiver.slot = element
      receiver.resume()
      return true
    }
    guard !buffer.isFull else { return false }
    buffer.append(element)
    return true
  }

  /// Ends sending. Messages that lie here can still be received; senders that wait are refused. Closing
  /// twice is closing once.
  public func close() {
    isClosed = true
    while let sender = senders.takeFirst() {
      sender.slot.isRefused = true
      sender.resume()
    }
    while let receiver = receivers.takeFirst() { receiver.resume() }
  }
}

// MARK: - Receiving

extension Mailbox {
  /// The next message; waits while there is none. Nil when the mailbox is closed and empty.
  ///
  /// Cancellation: a task that is or gets cancelled while it waits receives nothing, and no message is lost:
  /// one that was handed to it before is returned.
  public func receive() async throws(CancellationError) -> Element? {
    guard !Task.isCancelled else { throw CancellationError() }
    if let element = tryReceive() { return element }
    guard !isClosed else { return nil }
    let waiter = Waiter<Element?>(nil)
    guard await receivers.wait(as: waiter) else { throw CancellationError() }
    return waiter.slot
  }

  /// The next message if there is one; never waits.
  public func tryReceive() -> Element? {
    guard let element = buffer.takeFirst() else { return takeFromSender() }
    if let next = takeFromSender() { buffer.append(next) }
    return element
  }

  private func takeFromSender() -> Element? {
    guard let sender = senders.takeFirst() else { return nil }
    sender.resume()
    return sender.slot.element
  }
}

// MARK: - In a loop

extension Mailbox: AsyncSequence {
  public typealias Failure = Never

  /// Messages until the mailbox is closed and empty, or the task is cancelled.
  public func makeAsyncIterator() -> Iterator { Iterator(mailbox: self) }

  public struct Iterator: AsyncIteratorProtocol, Sendable {
    let mailbox: Mailbox

    public func next() async -> Element? {
      do throws(CancellationError) { return try await mailbox.receive() } catch { return nil }
    }

    public func next(isolation: isolated (any Actor)?) async -> Element? { await next() }
  }
}

/// Lets a test wait until an image has printed its first bytes, or its boot is over.
final class Readiness: Sendable {
  private let signs: AsyncStream<Void>
  private let giver: AsyncStream<Void>.Continuation

  init() { (signs, giver) = AsyncStream<Void>.makeStream() }

  /// What the boot has printed.
  func take(_ bytes: [UInt8]) {
    if !bytes.isEmpty { giver.yield() }
  }

  /// The boot is over, however it ended.
  func end() { giver.finish() }

  /// Once.
  func wait() async {
    var signs = signs.makeAsyncIterator()
    await signs.next()
  }
}

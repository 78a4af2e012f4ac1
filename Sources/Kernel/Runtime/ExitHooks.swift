internal import _Concurrency

/// What is to be done before the end, last first.
struct ExitHooks {
  typealias Body = @Sendable () async -> Void

  private var last: Hook?

  /// Not an array: an image without hooks would have the data of its type all the same.
  private final class Hook {
    let body: Body
    let earlier: Hook?

    init(_ body: @escaping Body, after earlier: Hook?) {
      self.body = body
      self.earlier = earlier
    }
  }

  mutating func add(_ body: @escaping Body) { last = Hook(body, after: last) }

  /// The next to run: one that was added while another ran comes first.
  mutating func takeLast() -> Body? {
    defer { last = last?.earlier }
    return last?.body
  }
}

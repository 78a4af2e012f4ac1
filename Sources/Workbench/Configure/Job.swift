/// Something that runs: a type in the unikernel's sources with a `static func start(…) async`.
public struct Job: Sendable {
  let start: String
  let needs: [Need]
  let line: Int

  /// - Parameters:
  ///   - start: the type's name.
  ///   - needs: what is passed to `start`, in this order, each under its own label.
  public init(_ start: String, needs: [Need] = [], line: Int = #line) {
    self.start = start
    self.needs = needs
    self.line = line
  }
}

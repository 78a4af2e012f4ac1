/// A number that only grows, such as requests served.
///
///     let requests = Counter("http_requests", help: "Requests that were answered.")
///     requests.increment()
///
/// Made once, kept for ever; making one of the same name again gives the same one. An update allocates
/// nothing. From 2^64 it goes on at 0.
public struct Counter: Sendable {
  @usableFromInline nonisolated(unsafe) let cell: UnsafeMutablePointer<UInt64>

  /// - Parameters:
  ///   - name: as OpenMetrics has it, without `_total`; a unit is its end. Trap: another metric of that
  ///     name, or no name.
  ///   - help: a sentence for those who read it.
  public init(_ name: StaticString, unit: MetricUnit = .count, help: StaticString) {
    unsafe cell =
      unsafe MetricRecords.named(name, .counter, unit: unit, help: help).pointee.cells
  }

  /// One of a family's.
  init(cell: UnsafeMutablePointer<UInt64>) { unsafe self.cell = unsafe cell }

  @inlinable
  public func increment(by amount: UInt64 = 1) {
    // Safety: the cell is kept for ever, and there is one thread.
    unsafe cell.pointee &+= amount
  }

  @inlinable
  public var value: UInt64 { unsafe cell.pointee }
}

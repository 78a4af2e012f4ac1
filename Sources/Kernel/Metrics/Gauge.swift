/// A number that goes up and down, such as open connections. Made once, kept for ever, as `Counter`.
public struct Gauge: Sendable {
  @usableFromInline nonisolated(unsafe) let cell: UnsafeMutablePointer<UInt64>

  /// - Parameters: as of `Counter`.
  public init(_ name: StaticString, unit: MetricUnit = .count, help: StaticString) {
    unsafe cell = unsafe MetricRecords.named(name, .gauge, unit: unit, help: help).pointee.cells
  }

  /// One of a family's.
  init(cell: UnsafeMutablePointer<UInt64>) { unsafe self.cell = unsafe cell }

  @inlinable
  public func set(_ value: Int64) {
    // Safety: the cell is kept for ever, and there is one thread.
    unsafe cell.pointee = UInt64(bitPattern: value)
  }

  /// Adds `amount`, which may be negative; wraps as two's complement does.
  @inlinable
  public func add(_ amount: Int64) {
    unsafe cell.pointee &+= UInt64(bitPattern: amount)
  }

  @inlinable
  public var value: Int64 { Int64(bitPattern: unsafe cell.pointee) }
}

public import InspectionProtocol
public import Introspection

/// What `heap` and `sizes` show.
public enum HeapRows {
  public static func heap(_ heap: HeapStatistics) -> [Cell] {
    [
      size(heap.total), size(heap.used), size(heap.reserved), size(heap.highWater),
      size(heap.touched), .integer(Int64(heap.live)), .integer(Int64(heap.largeBlocks)),
      size(heap.largeBytes), .integer(Int64(clamping: heap.allocations)),
    ]
  }

  /// Of the sizes that were ever used.
  public static func sizes(_ heap: HeapStatistics) -> [[Cell]] {
    var rows: [[Cell]] = []
    for one in heap.sizeClasses where one.allocations > 0 {
      rows.append([
        size(one.size), .integer(Int64(one.live)), size(one.used), size(one.reserved),
        size(one.highWater), .integer(Int64(clamping: one.allocations)),
      ])
    }
    return rows
  }

  private static func size(_ bytes: Int) -> Cell { .bytes(UInt64(clamping: bytes)) }
}

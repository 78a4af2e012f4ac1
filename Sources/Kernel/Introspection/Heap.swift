internal import CNucleus

/// The heap.
public enum Heap {
  /// This unikernel's heap at this moment, by size. O(1).
  @export(interface)
  public static var statistics: HeapStatistics {
    withUnsafePointer(to: nucleus_own_memory) { memory in
      let heap = nucleus_own_task_roots().heap
      // It is always there.
      return unsafe statistics(in: memory, heap).unsafelyUnwrapped
    }
  }

  /// The heap of a unikernel that stands still; nil when it cannot be read, or the image
  /// is of another version than this code.
  ///
  /// - Parameter heap: where the symbol `TaskTable.heapSymbol` is.
  @export(interface)
  public static func statistics(of memory: InspectedMemory, heap: UInt) -> HeapStatistics? {
    memory.withReader { unsafe statistics(in: $0, heap) }
  }

  /// Which of its rules that heap breaks, in words, and at which of its pages; nil: none.
  public static func fault(
    of memory: InspectedMemory, heap: UInt
  ) -> (rule: String, page: Int)? {
    memory.withReader { reader in
      var page = 0
      guard let rule = unsafe nucleus_heap_verify(reader, heap, &page) else { return nil }
      return unsafe (String(cString: rule), page)
    }
  }

  private static func statistics(
    in memory: UnsafePointer<nucleus_memory>, _ heap: UInt
  ) -> HeapStatistics? {
    var summary = nucleus_heap_summary()
    guard unsafe nucleus_heap_inspect(memory, heap, &summary) else { return nil }
    var classes: [HeapStatistics.SizeClass] = []
    var found = nucleus_heap_class()
    while unsafe nucleus_heap_inspect_class(memory, heap, UInt32(classes.count), &found) {
      classes.append(
        HeapStatistics.SizeClass(
          size: found.size, live: Int(truncatingIfNeeded: found.live),
          allocations: found.allocations, reserved: found.reserved, highWater: found.high_water))
    }
    return HeapStatistics(
      total: summary.total, reserved: summary.reserved, highWater: summary.high_water,
      touched: summary.touched, sizeClasses: classes, largeBlocks: summary.large_blocks,
      largeBytes: summary.large_bytes, largeAllocations: summary.large_allocations)
  }
}

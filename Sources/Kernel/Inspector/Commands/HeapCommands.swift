// heap, sizes: where memory is.

#if hasFeature(Embedded)
  internal import InspectionProtocol
  internal import Introspection

  extension InspectionCommand {
    static var heap: InspectionCommand {
      InspectionCommand(
        CommandDeclaration(
          "heap", help: "memory: how much there is, is used, and was used at most",
          explanation:
            "The allocator's own counts. used: live blocks, each with its rounding; reserved: the "
            + "pages that hold them; touched: how far from its beginning the heap was ever used, "
            + "which the host has to back. The inspector's own blocks are among them.",
          shape: .record,
          columns: [
            Column("total", .bytes), Column("used", .bytes), Column("reserved", .bytes),
            Column("most reserved", .bytes), Column("touched", .bytes),
            Column("live blocks", .integer), Column("large blocks", .integer),
            Column("large bytes", .bytes), Column("allocations", .integer),
          ])
      ) { _ in
        let heap = Heap.statistics
        return InspectionAnswer(rows: [
          [
            size(heap.total), size(heap.used), size(heap.reserved), size(heap.highWater),
            size(heap.touched), .integer(Int64(heap.live)), .integer(Int64(heap.largeBlocks)),
            size(heap.largeBytes), .integer(Int64(clamping: heap.allocations)),
          ]
        ])
      }
    }

    static var sizes: InspectionCommand {
      InspectionCommand(
        CommandDeclaration(
          "sizes", help: "blocks of memory by size, those that were ever used",
          explanation:
            "The allocator's count for each size up to 2 KiB; a block is rounded up to the next "
            + "one. Larger blocks are whole pages: heap counts them.",
          columns: [
            Column("size", .bytes), Column("live", .integer), Column("used", .bytes),
            Column("reserved", .bytes), Column("most reserved", .bytes),
            Column("allocations", .integer),
          ])
      ) { _ in
        var rows: [[Cell]] = []
        for one in Heap.statistics.sizeClasses where one.allocations > 0 {
          rows.append([
            size(one.size), .integer(Int64(one.live)), size(one.used), size(one.reserved),
            size(one.highWater), .integer(Int64(clamping: one.allocations)),
          ])
        }
        return InspectionAnswer(rows: rows)
      }
    }

    private static func size(_ bytes: Int) -> Cell { .bytes(UInt64(clamping: bytes)) }
  }
#endif

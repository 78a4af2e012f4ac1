// heap, sizes: where memory is.

#if hasFeature(Embedded)
  internal import InspectionCommands
  internal import InspectionProtocol
  internal import Introspection

  extension InspectionCommand {
    static var heap: InspectionCommand {
      InspectionCommand(
        .heap(
          "The allocator's own counts. used: live blocks, each with its rounding; reserved: the "
            + "pages that hold them; touched: how far from its beginning the heap was ever used, "
            + "which the host has to back. The inspector's own blocks are among them.")
      ) { _ in InspectionAnswer(rows: [HeapRows.heap(Heap.statistics)]) }
    }

    static var sizes: InspectionCommand {
      InspectionCommand(
        .sizes(
          "The allocator's count for each size up to 2 KiB; a block is rounded up to the next "
            + "one. Larger blocks are whole pages: heap counts them.")
      ) { _ in InspectionAnswer(rows: HeapRows.sizes(Heap.statistics)) }
    }
  }
#endif

internal import CNucleus
import Testing

@testable import Introspection

@Suite struct TaskTableTests {
  /// Nothing to be read, nothing found, whatever the roots say.
  @Test(arguments: [0, 8, 4096, UInt.max - 7] as [UInt])
  func memoryThatCannotBeReadHasNoTasks(heap: UInt) {
    let tasks = TaskTable.snapshot(of: InspectedMemory(), heap: heap, metadata: 0x1000)
    #expect(tasks.isEmpty)
  }

  /// A crash report follows pointers that may be anything: no end of the address space may look near.
  @Test(
    arguments: [(0, 8), (8, 8), (UInt.max - 7, 8), (UInt.max - 7, 16), (UInt.max, .max)]
      as [(UInt, Int)])
  func whatIsNotOurOwnMemoryIsNotRead(address: UInt, size: Int) {
    var bytes = [UInt8](repeating: 0, count: min(size, 16))
    let isRead = bytes.withUnsafeMutableBytes { buffer in
      nucleus_own_memory.read(nil, address, buffer.baseAddress, size)
    }
    #expect(!isRead)
  }
}

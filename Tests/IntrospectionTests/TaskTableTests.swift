import Testing

@testable import Introspection

@Suite struct TaskTableTests {
  /// Nothing to be read, nothing found, whatever the roots say.
  @Test(arguments: [0, 8, 4096, UInt.max - 7] as [UInt])
  func memoryThatCannotBeReadHasNoTasks(heap: UInt) {
    let tasks = TaskTable.snapshot(of: InspectedMemory(), heap: heap, metadata: 0x1000)
    #expect(tasks.isEmpty)
  }
}

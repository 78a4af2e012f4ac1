// All tasks of a unikernel, found in its heap; see CNucleus/tasks.c for how. Of this unikernel:
// Runtime/TaskTable+Own.swift. Of another, from outside: here.

internal import CNucleus
public import Time

/// All tasks.
public enum TaskTable {
  /// Frames of a task that a snapshot has at most.
  public static let frameLimit = 32
  /// Bytes of a name that a snapshot has at most.
  public static let nameLimit = 64

  /// The symbols that `snapshot(of:heap:metadata:)` needs the addresses of: the heap, and a word that
  /// holds the address of the tasks' metadata.
  public static let heapSymbol = "nucleus_heap"
  public static let metadataSymbol = "_swift_concurrency_debug_asyncTaskMetadata"

  /// The tasks of a unikernel that stands still, by id. Deadlines are not known, and a task in
  /// `Task.yield` seems to wait. None when `Heap.statistics(of:heap:)` is nil.
  ///
  /// - Parameters:
  ///   - heap: where `heapSymbol` is.
  ///   - metadata: what the word at `metadataSymbol` holds.
  ///   - limit: how many at most.
  @export(interface)
  public static func snapshot(
    of memory: InspectedMemory, heap: UInt, metadata: UInt, limit: Int = .max
  ) -> [TaskSnapshot] {
    memory.withReader { reader in
      unsafe tasks(in: reader, nucleus_task_roots(heap: heap, metadata: metadata), limit: limit)
    }
  }

  /// The same, completed by what its executor's queues say.
  public static func snapshot(
    of memory: InspectedMemory, heap: UInt, metadata: UInt, queues: ExecutorQueues,
    limit: Int = .max
  ) -> [TaskSnapshot] {
    var snapshots = snapshot(of: memory, heap: heap, metadata: metadata, limit: limit)
    complete(&snapshots, sleepers: queues.sleepers, yielded: queues.yielded)
    return snapshots
  }

  /// The tasks of this unikernel as its heap tells them, by id, with what only its executor knows.
  /// Runtime calls it: `snapshot(limit:)` is for everybody else.
  ///
  /// - Parameters:
  ///   - sleepers: addresses of tasks that sleep, with their deadlines, in any order.
  ///   - yielded: addresses of tasks that wait for nothing but their turn, in any order.
  @export(interface)
  public static func snapshot(
    limit: Int, sleepers: [(task: UInt, deadline: Instant)], yielded: [UInt]
  ) -> [TaskSnapshot] {
    var snapshots = withUnsafePointer(to: nucleus_own_memory) { reader in
      unsafe tasks(in: reader, nucleus_own_task_roots(), limit: limit)
    }
    complete(&snapshots, sleepers: sleepers, yielded: yielded)
    return snapshots
  }

  private static func tasks(
    in memory: UnsafePointer<nucleus_memory>, _ roots: nucleus_task_roots, limit: Int
  ) -> [TaskSnapshot] {
    var snapshots: [TaskSnapshot] = []
    var walk = unsafe nucleus_task_walk()
    unsafe nucleus_tasks_begin(&walk, memory, roots)
    while snapshots.count < limit {
      let address = unsafe nucleus_tasks_next(&walk)
      guard address != 0 else { break }
      if let task = unsafe TaskSnapshot(memory, roots.metadata, address) { snapshots.append(task) }
    }
    snapshots.sort { $0.id < $1.id }
    return snapshots
  }

  static func complete(
    _ snapshots: inout [TaskSnapshot], sleepers: [(task: UInt, deadline: Instant)],
    yielded: [UInt]
  ) {
    let places = snapshots.indices.sorted { snapshots[$0].address < snapshots[$1].address }
    func place(of address: UInt) -> Int? {
      var range = places[...]
      while let first = range.first {
        let middle = range.startIndex + range.count / 2
        if snapshots[places[middle]].address <= address {
          if range.count == 1 { return snapshots[first].address == address ? first : nil }
          range = range[middle...]
        } else {
          range = range[..<middle]
        }
      }
      return nil
    }
    for sleeper in sleepers {
      if let place = place(of: sleeper.task) { snapshots[place].deadline = sleeper.deadline }
    }
    for task in yielded {
      if let place = place(of: task) { snapshots[place].state = .ready }
    }
  }
}

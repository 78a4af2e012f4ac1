internal import CNucleus
internal import Time

extension TaskSnapshot {
  /// Reads the task at `address`; nil when there is none.
  init?(_ memory: UnsafePointer<nucleus_memory>, _ metadata: UInt, _ address: UInt) {
    var task = nucleus_task()
    guard unsafe nucleus_task_read(memory, metadata, address, &task) else { return nil }
    self.address = address
    id = task.id
    name = unsafe TaskSnapshot.name(of: &task, memory)
    kind = task.is_async_let ? .asyncLet : task.is_group_child ? .groupChild : .unstructured
    parent = unsafe TaskSnapshot.id(of: task.parent, memory, metadata)
    state = TaskSnapshot.state(task.state)
    cause =
      switch task.dependency {
      case NUCLEUS_WAITS_FOR_TASK:
        unsafe TaskSnapshot.id(of: task.dependency_address, memory, metadata).map(Cause.task)
      case NUCLEUS_WAITS_FOR_GROUP: .group
      case NUCLEUS_WAITS_FOR_CONTINUATION: .continuation
      case NUCLEUS_WAITS_FOR_EXECUTOR:
        .executor(task.dependency_address == 0 ? nil : task.dependency_address)
      default: nil
      }
    isCancelled = task.is_cancelled
    frames = unsafe TaskSnapshot.frames(of: &task, memory)
    created = task.entry == 0 ? nil : task.entry
    since = task.stopped == 0 ? nil : Instant(nanoseconds: task.stopped)
    runTime = Duration(nanoseconds: Int64(clamping: task.run_time))
    runs = task.runs
  }

  private static func state(_ state: nucleus_task_state) -> State {
    switch state {
    case NUCLEUS_TASK_RUNNING: .running
    case NUCLEUS_TASK_READY: .ready
    case NUCLEUS_TASK_FINISHED: .finished
    default: .waiting
    }
  }

  private static func id(
    of address: UInt, _ memory: UnsafePointer<nucleus_memory>, _ metadata: UInt
  ) -> UInt64? {
    var task = nucleus_task()
    return unsafe nucleus_task_read(memory, metadata, address, &task) ? task.id : nil
  }

  private static func frames(
    of task: inout nucleus_task, _ memory: UnsafePointer<nucleus_memory>
  ) -> [UInt] {
    unsafe [UInt](unsafeUninitializedCapacity: TaskTable.frameLimit) { frames, count in
      // Safety: the buffer has room for as many as are asked for.
      count = unsafe nucleus_task_frames(memory, &task, frames.baseAddress, frames.count)
    }
  }

  private static func name(
    of task: inout nucleus_task, _ memory: UnsafePointer<nucleus_memory>
  ) -> String? {
    guard task.name != 0 else { return nil }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: TaskTable.nameLimit + 1) {
      text, count in
      // Safety: the buffer has room for the limit and a NUL.
      count = unsafe nucleus_task_name(
        memory, &task,
        UnsafeMutableRawPointer(text.baseAddress.unsafelyUnwrapped)
          .assumingMemoryBound(to: CChar.self), TaskTable.nameLimit + 1)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

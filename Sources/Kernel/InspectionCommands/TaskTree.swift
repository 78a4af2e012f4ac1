public import Introspection

/// Tasks in the order of their tree, each with its depth.
public struct TaskTree {
  public private(set) var order: [(depth: Int, task: TaskSnapshot)] = []

  /// - Parameter tasks: by id, as `TaskTable` gives them. A child's id is larger than its parent's: a parent
  ///   for which that does not hold, which only broken memory has, is none. So there are no circles, and every
  ///   task comes once. O(n log n).
  public init(_ tasks: [TaskSnapshot]) {
    // The children of each, linked: the first one, and of each the next of the same parent.
    var first = [Int](repeating: -1, count: tasks.count)
    var next = [Int](repeating: -1, count: tasks.count)
    var top = -1
    for index in tasks.indices.reversed() {
      if let parent = tasks[index].parent, parent < tasks[index].id,
        let place = TaskTree.place(of: parent, tasks)
      {
        next[index] = first[place]
        first[place] = index
      } else {
        next[index] = top
        top = index
      }
    }
    order.reserveCapacity(tasks.count)
    var path: [Int] = []
    var current = top
    while true {
      if current >= 0, order.count < tasks.count {
        order.append((path.count, tasks[current]))
        path.append(next[current])
        current = first[current]
      } else if let back = path.popLast() {
        current = back
      } else {
        break
      }
    }
  }

  private static func place(of id: UInt64, _ tasks: [TaskSnapshot]) -> Int? {
    var (low, high) = (0, tasks.count)
    while low < high {
      let middle = (low + high) / 2
      if tasks[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < tasks.count && tasks[low].id == id ? low : nil
  }
}

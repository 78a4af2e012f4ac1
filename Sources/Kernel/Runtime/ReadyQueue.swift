// What is ready to run, in the order in which it became so: jobs, and tasks that yielded.
//
//     first ──► job ──► task that yielded ──► job ◄── last
//                 spare word    spare word      0
//
// A member is the address of a job, or, with `yieldMark`, of a task that yielded. Such a task is suspended
// at a continuation, which is the task's own address; it is resumed when its turn comes. Job or task, the
// object's spare word links the queue: to be ready takes no memory.
//
// Swift's ABI: a job keeps its spare word behind the two words of an object (SwiftJob.schedulerPrivate[0]
// in the toolchain's include/swift/ExecutorImpl.h), and it is the executor's while the job is ready.

/// Objects that wait for their turn. Every operation is O(1) and takes no memory.
struct ReadyQueue {
  /// The address of a job; marked, of a task that yielded. 0 is none.
  typealias Member = UInt

  static let yieldMark: Member = 1
  private static let linkOffset: Member = 16

  private var first: Member = 0
  private var last: Member = 0

  @inline(__always)
  var isEmpty: Bool { first == 0 }

  /// - Precondition: `member` is in no queue.
  @inline(__always)
  mutating func append(_ member: Member) {
    unsafe Self.link(member).pointee = 0
    if last != 0 {
      unsafe Self.link(last).pointee = member
    } else {
      first = member
    }
    last = member
  }

  /// 0 when there is none.
  @inline(__always)
  mutating func takeFirst() -> Member {
    let member = first
    if member != 0 {
      first = unsafe Self.link(member).pointee
      if first == 0 { last = 0 }
    }
    return member
  }

  /// Calls `body` with each task that yielded: its own state says that it is suspended. O(length).
  func forEachYielded(_ body: (_ task: UInt) -> Void) {
    var member = first
    while member != 0 {
      if member & Self.yieldMark != 0 { body(member & ~Self.yieldMark) }
      member = unsafe Self.link(member).pointee
    }
  }

  @inline(__always)
  private static func link(_ member: Member) -> UnsafeMutablePointer<Member> {
    // Safety: what is in the queue is a live job or task; its spare word is the executor's.
    unsafe UnsafeMutablePointer(bitPattern: (member & ~yieldMark) &+ linkOffset).unsafelyUnwrapped
  }
}

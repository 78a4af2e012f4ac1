// The executor: which task runs next, and when the processor sleeps.
//
//   ready    jobs and yielded tasks in the order in which they became ready, linked through a spare word
//   timers   continuations that wait for a deadline
//
// One loop on one stack: run what is ready; when nothing is, wait for the next deadline. Jobs are run
// first come, first served, priorities do not count: no task can be starved by others that yield.
//
// The Swift concurrency library calls executors through the functions whose names end in `Impl`; the
// toolchain's include/swift/ExecutorImpl.h documents them. Defining them here replaces the default ones.
//
// Only images have this file's content: a host program uses the host's own executor.

#if hasFeature(Embedded)
  internal import Platform
  internal import Time
  import _Concurrency

  /// What the ready queue holds: the address of a job, or, with `yieldMark`, of a task that yielded.
  ///
  /// Such a task is suspended at a continuation, which is the task's own address; it is resumed when
  /// its turn comes. Job or task, the object's spare word links the queue.
  private typealias Ready = UInt

  private let yieldMark: Ready = 1
  /// Where a job keeps its spare word (SwiftJob.schedulerPrivate[0]).
  private let linkOffset: Ready = 16

  private nonisolated(unsafe) var firstReady: Ready = 0
  private nonisolated(unsafe) var lastReady: Ready = 0

  /// After so many jobs the loop looks whether a timer has expired, ready jobs or not.
  private let jobsBetweenTimers = 64

  @inline(__always)
  private func link(_ ready: Ready) -> UnsafeMutablePointer<Ready> {
    // Safety: what is in the queue is a live job or task; its spare word is the executor's.
    unsafe UnsafeMutablePointer(bitPattern: (ready & ~yieldMark) + linkOffset).unsafelyUnwrapped
  }

  @inline(__always)
  private func enqueue(_ ready: Ready) {
    unsafe link(ready).pointee = 0
    if lastReady != 0 {
      unsafe link(lastReady).pointee = ready
    } else {
      firstReady = ready
    }
    lastReady = ready
  }

  @inline(__always)
  private func dequeue() -> Ready {
    let ready = firstReady
    if ready != 0 {
      firstReady = unsafe link(ready).pointee
      if firstReady == 0 { lastReady = 0 }
    }
    return ready
  }

  /// Puts a task that yielded at the end of the queue.
  func enqueueYielded(_ continuation: UnsafeContinuation<Void, Never>) {
    enqueue(unsafe unsafeBitCast(continuation, to: Ready.self) | yieldMark)
  }

  /// True while a task that yielded is resumed: the job that the concurrency library then enqueues is
  /// `resumed`, and it is its turn already.
  private nonisolated(unsafe) var isResuming = false
  private nonisolated(unsafe) var resumed: Ready = 0

  @inline(__always)
  private func resume(_ ready: Ready) -> Ready {
    isResuming = true
    // Safety: `enqueueYielded` made the mark, and nobody else has the continuation.
    unsafe unsafeBitCast(ready & ~yieldMark, to: UnsafeContinuation<Void, Never>.self).resume()
    isResuming = false
    return resumed
  }

  @_extern(c, "_swift_job_run_c")
  private func runJob(
    _ job: Ready, _ identity: UnsafeRawPointer?, _ implementation: UInt)

  /// Called around each job: with its address before it runs, with 0 after it. Nil: nobody looks, and
  /// a job costs one load and one branch more.
  nonisolated(unsafe) var jobObserver: (@convention(c) (_ job: UInt) -> Void)?

  @inline(never)
  private func run(_ job: Ready, seenBy observe: @convention(c) (_ job: UInt) -> Void) {
    observe(job)
    runJob(job, nil, 0)
    observe(0)
  }

  /// Calls `body` with each task that yielded and waits for its turn: its own state says that it is
  /// suspended.
  func forEachYielded(_ body: (_ task: UInt) -> Void) {
    var ready = firstReady
    while ready != 0 {
      if ready & yieldMark != 0 { body(ready & ~yieldMark) }
      ready = unsafe link(ready).pointee
    }
  }
  /// True when nothing is ready to run: the processor is about to sleep.
  var isIdle: Bool { firstReady == 0 }

  private let waitForever = UInt64.max

  private func runForever() -> Never {
    while true {
      var budget = jobsBetweenTimers
      while budget > 0 {
        let ready = dequeue()
        guard ready != 0 else { break }
        let job = ready & yieldMark == 0 ? ready : resume(ready)
        if let jobObserver { run(job, seenBy: jobObserver) } else { runJob(job, nil, 0) }
        budget -= 1
      }
      if sleepers.count > 0 { wakeSleepers() }
      let canDevicesWake = attendDevices?() ?? false
      guard firstReady == 0 else { continue }
      let deadline = sleepers.nextDeadline
      guard deadline != nil || canDevicesWake else {
        panic("every task waits and nothing can wake one")
      }
      // An unfinished line of `print` is to be seen while nothing happens.
      nucleus_flush()
      platform_wait(deadline?.nanoseconds ?? waitForever)
    }
  }

  // MARK: - What the concurrency library calls

  @_silgen_name("swift_task_enqueueGlobalImpl")
  func enqueueGlobal(_ job: UInt) {
    if isResuming { resumed = job } else { enqueue(job) }
  }

  @_silgen_name("swift_task_enqueueMainExecutorImpl")
  func enqueueMain(_ job: UInt) {
    enqueue(job)
  }

  @_silgen_name("swift_task_enqueueGlobalWithDelayImpl")
  func enqueueGlobal(delay: UInt64, _ job: UnsafeMutableRawPointer) {
    panic("Task.sleep is not part of this runtime: use the clock's sleep")
  }

  @_silgen_name("swift_task_enqueueGlobalWithDeadlineImpl")
  func enqueueGlobal(
    seconds: Int64, nanoseconds: Int64, toleranceSeconds: Int64, toleranceNanoseconds: Int64,
    clock: Int32, _ job: UnsafeMutableRawPointer
  ) {
    panic("Task.sleep is not part of this runtime: use the clock's sleep")
  }

  /// The generic executor, written as the concurrency library's two words.
  struct ExecutorReference {
    var identity: UnsafeRawPointer?
    var implementation: UInt
  }

  @_silgen_name("swift_task_getMainExecutorImpl")
  func mainExecutor() -> ExecutorReference {
    ExecutorReference(identity: nil, implementation: 0)
  }

  @_silgen_name("swift_task_isMainExecutorImpl")
  func isMainExecutor(_ executor: ExecutorReference) -> Bool {
    executor.identity == nil
  }

  @_silgen_name("swift_task_checkIsolatedImpl")
  func checkIsolated(_ executor: ExecutorReference) {
    // One thread: whatever runs, runs alone.
  }

  @_silgen_name("swift_task_isIsolatingCurrentContextImpl")
  func isIsolatingCurrentContext(_ executor: ExecutorReference) -> Int8 {
    1
  }

  @_silgen_name("swift_task_asyncMainDrainQueueImpl")
  func drainQueue() -> Never {
    runForever()
  }

  @_silgen_name("swift_task_donateThreadToGlobalExecutorUntilImpl")
  func donateThread(
    _ condition: @convention(c) (UnsafeMutableRawPointer?) -> Bool,
    _ context: UnsafeMutableRawPointer?
  ) {
    panic("a unikernel has no thread to donate")
  }
#endif

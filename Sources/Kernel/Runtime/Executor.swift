// The executor: which task runs next, and when the processor sleeps.
//
//   ready    jobs in the order in which they became ready, linked through their own spare words
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

  /// The spare word of a job that links the ready queue (SwiftJob.schedulerPrivate[0]).
  private let linkOffset = 16

  private nonisolated(unsafe) var firstReady: UnsafeMutableRawPointer? = nil
  private nonisolated(unsafe) var lastReady: UnsafeMutableRawPointer? = nil

  /// After so many jobs the loop looks whether a timer has expired, ready jobs or not.
  private let jobsBetweenTimers = 64

  @inline(__always)
  private func enqueue(_ job: UnsafeMutableRawPointer) {
    // Safety: `job` is a live SwiftJob that the runtime handed over; its spare words are ours.
    unsafe job.storeBytes(of: nil, toByteOffset: linkOffset, as: UnsafeMutableRawPointer?.self)
    if let last = lastReady {
      // Safety: `last` is in the queue, so it has not run and is alive.
      unsafe last.storeBytes(of: job, toByteOffset: linkOffset, as: UnsafeMutableRawPointer?.self)
    } else {
      firstReady = job
    }
    lastReady = job
  }

  @inline(__always)
  private func dequeue() -> UnsafeMutableRawPointer? {
    guard let job = firstReady else { return nil }
    // Safety: as above.
    firstReady = unsafe job.load(fromByteOffset: linkOffset, as: UnsafeMutableRawPointer?.self)
    if firstReady == nil { lastReady = nil }
    return job
  }

  @_extern(c, "_swift_job_run_c")
  private func runJob(
    _ job: UnsafeMutableRawPointer, _ identity: UnsafeRawPointer?, _ implementation: UInt)

  private func runForever() -> Never {
    while true {
      var budget = jobsBetweenTimers
      while budget > 0, let job = dequeue() {
        runJob(job, nil, 0)
        budget -= 1
      }
      if sleepers.count > 0 { wakeSleepers() }
      guard firstReady == nil else { continue }
      guard let deadline = sleepers.nextDeadline else {
        panic("every task waits and nothing can wake one")
      }
      // An unfinished line of `print` is to be seen while nothing happens.
      nucleus_flush()
      platform_wait(deadline.nanoseconds)
    }
  }

  // MARK: - What the concurrency library calls

  @_silgen_name("swift_task_enqueueGlobalImpl")
  func enqueueGlobal(_ job: UnsafeMutableRawPointer) {
    enqueue(job)
  }

  @_silgen_name("swift_task_enqueueMainExecutorImpl")
  func enqueueMain(_ job: UnsafeMutableRawPointer) {
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

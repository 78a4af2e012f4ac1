// The image's executor: the policy of Scheduler.swift on the platform's clock, in one loop on one stack.
//
// The Swift concurrency library calls executors through the functions whose names end in `Impl`; the
// toolchain's include/swift/ExecutorImpl.h documents them. Defining them here replaces the default ones.
//
// Only images have this file's content: a host program uses the host's own executor.

#if hasFeature(Embedded)
  internal import Platform
  internal import Time
  import _Concurrency

  /// Names the executor, of which an image has one; its state is global.
  struct Executor: Scheduler {
    var ready: ReadyQueue {
      @inline(__always) get { readyQueue }
      @inline(__always) nonmutating _modify { yield &readyQueue }
    }

    var sleepers: TimerQueue<Sleeper> {
      @inline(__always) get { sleeperQueue }
      @inline(__always) nonmutating _modify { yield &sleeperQueue }
    }

    @inline(__always)
    func attend() -> Bool {
      if let jobObserver { jobObserver(0) }
      return attendDevices?() ?? false
    }

    var now: Instant { Instant(nanoseconds: platform_clock_monotonic()) }

    @inline(__always)
    func run(_ member: ReadyQueue.Member) {
      let job = member & ReadyQueue.yieldMark == 0 ? member : resume(member)
      if let jobObserver { jobObserver(job) }
      runJob(job, nil, 0)
    }
  }

  /// Puts a task that yielded at the end of the queue.
  func enqueueYielded(_ continuation: UnsafeContinuation<Void, Never>) {
    // Safety: a continuation is the address of its task.
    readyQueue.append(
      unsafe unsafeBitCast(continuation, to: ReadyQueue.Member.self) | ReadyQueue.yieldMark)
  }

  /// True while a task that yielded is resumed: the job that the concurrency library then enqueues is
  /// `resumed`, and it is its turn already.
  private nonisolated(unsafe) var isResuming = false
  private nonisolated(unsafe) var resumed: ReadyQueue.Member = 0

  @inline(__always)
  private func resume(_ member: ReadyQueue.Member) -> ReadyQueue.Member {
    isResuming = true
    // Safety: `enqueueYielded` made the mark, and nobody else has the continuation.
    unsafe unsafeBitCast(
      member & ~ReadyQueue.yieldMark, to: UnsafeContinuation<Void, Never>.self
    ).resume()
    isResuming = false
    return resumed
  }

  @_extern(c, "_swift_job_run_c")
  private func runJob(
    _ job: ReadyQueue.Member, _ identity: UnsafeRawPointer?, _ implementation: UInt)

  /// Called with the address of each job before it runs, and with 0 after the last of a turn. Nil: nobody
  /// looks, and a job costs one load and one branch more.
  nonisolated(unsafe) var jobObserver: (@convention(c) (_ job: UInt) -> Void)?

  private let waitForever = UInt64.max

  /// Runs tasks, and waits when there is nothing to run, until something ends the unikernel.
  func runForever() -> Never {
    while true {
      switch Executor().turn() {
      case .again: continue
      case .idle(let deadline):
        // An unfinished line of `print` is to be seen while nothing happens.
        nucleus_flush()
        platform_wait(deadline?.nanoseconds ?? waitForever)
      case .stuck: panic("every task waits and nothing can wake one")
      }
    }
  }

  // MARK: - What the concurrency library calls

  @_silgen_name("swift_task_enqueueGlobalImpl")
  func enqueueGlobal(_ job: UInt) {
    if isResuming { resumed = job } else { readyQueue.append(job) }
  }

  @_silgen_name("swift_task_enqueueMainExecutorImpl")
  func enqueueMain(_ job: UInt) {
    readyQueue.append(job)
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

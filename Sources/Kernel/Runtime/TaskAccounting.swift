// Who used the processor: the time that each task ran, and since when it waits.
//
// The figures are kept in words of the task that the concurrency library sets to zero and does not
// use (see CNucleus/tasks.c), so that they cost no memory, and are found with the task, also from
// outside. Off, a job costs a load and a branch; on, it costs a look at the clock: where one job begins the one
// before has ended.

#if hasFeature(Embedded)
  internal import CNucleus
  internal import Platform

  /// Accounts for the processor's time, task by task.
  public enum TaskAccounting {
    /// Whether it is being done.
    public static var isOn: Bool { jobObserver != nil }

    /// Begins; what was counted before stays and goes on.
    @export(interface)
    public static func start() {
      jobObserver = { observe($0) }
    }

    /// Ends; the figures stay with their tasks.
    @export(interface)
    public static func stop() {
      if task != 0 { end(at: platform_clock_monotonic()) }
      jobObserver = nil
    }
  }

  /// The task that runs, retained; 0 when that is another kind of job.
  private nonisolated(unsafe) var task: UInt = 0
  private nonisolated(unsafe) var began: UInt64 = 0

  private func observe(_ job: UInt) {
    guard job != 0 || task != 0 else { return }
    let now = platform_clock_monotonic()
    if task != 0 { end(at: now) }
    if job != 0 { begin(job, at: now) }
  }

  private func begin(_ job: UInt, at now: UInt64) {
    let flagsOffset: UInt = 32
    // Safety: a job that is about to run is alive. The lowest byte of its flags is its kind, 0 a task's.
    let kind = unsafe UnsafePointer<UInt8>(bitPattern: job + flagsOffset).unsafelyUnwrapped.pointee
    guard kind == 0 else { return }
    // It may end and be freed while it runs.
    _ = unsafe object(job).retain()
    task = job
    began = now
  }

  private func end(at now: UInt64) {
    unsafe word(task, UInt(NUCLEUS_TASK_RUN_TIME)).pointee &+= now &- began
    unsafe word(task, UInt(NUCLEUS_TASK_RUNS)).pointee &+= 1
    unsafe word(task, UInt(NUCLEUS_TASK_STOPPED)).pointee = now
    let ended = task
    task = 0
    unsafe object(ended).release()
  }

  private func word(_ task: UInt, _ offset: UInt) -> UnsafeMutablePointer<UInt64> {
    // Safety: the task is retained.
    unsafe UnsafeMutablePointer(bitPattern: task + offset).unsafelyUnwrapped
  }

  /// Any object of Swift's, whose reference count is where every object's is.
  private final class SomeObject {}

  private func object(_ task: UInt) -> Unmanaged<SomeObject> {
    // Safety: a task is an object of Swift's.
    unsafe Unmanaged.fromOpaque(UnsafeRawPointer(bitPattern: task).unsafelyUnwrapped)
  }
#endif

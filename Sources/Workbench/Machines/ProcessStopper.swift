// Stops a process with ptrace(2) and opens its memory, /proc/PID/mem (proc(5)).
//
//     question:   seize ─► interrupt ─► registers, memory ─► detach        it goes on, also when we die
//     --hold:     seized before its program begins ─► every signal noted and passed on
//                 ─► its end: stopped there, memory and all, when that is a crash
//
// All orders come from one thread, as the kernel wants it. What has to be allowed is told in
// `Messages.tracing`.

import CStopping
import Foundation
import Processes
import Synchronization

final class ProcessStopper: MachineStopper {
  private let process: pid_t
  private let control: MachineControl
  private let thread = SerialThread(name: "tracer")
  private let state = Mutex(State())

  private struct State {
    var isSeized = false
    /// Somebody wants it to stand still.
    var isAsked = false
    /// It stands still, for a question or for good.
    var isStopped = false
    var crash: String?
    var trapped: MachineRegisters?
    /// A signal that came in place of the stop that was asked for: it is delivered later.
    var delayed: Int32 = 0
  }

  init(_ process: pid_t, _ control: MachineControl) {
    self.process = process
    self.control = control
  }

  // MARK: - Questions

  func stop() throws(StopFailure) -> (StoppedMachine, Descriptor) {
    let result = thread.perform { [self] () -> Result<(StoppedMachine, Descriptor), StopFailure> in
      Result { () throws(StopFailure) in
        try standStill()
        do throws(StopFailure) { return try picture() } catch {
          goOn()
          throw error
        }
      }
    }
    guard let result else { throw .gone }
    return try result.get()
  }

  func resume() { _ = thread.perform { [self] in goOn() } }

  /// What stood still goes on to its end. The tracer stays: on its way there a seized process stops again.
  func release() {
    _ = thread.perform { [self] in
      if state.withLock({ $0.isStopped && $0.isSeized }) { _ = stopping_detach(process, 0) }
    }
  }

  func end() { thread.end() }

  private func standStill() throws(StopFailure) {
    if state.withLock({ $0.isStopped }) { return }
    if !state.withLock({ $0.isSeized }) { try seize(holdsEnd: false) }
    state.withLock { $0.isAsked = true }
    let code = stopping_interrupt(process)
    guard code == 0 else { throw code == ESRCH ? .gone : .silent }
    let deadline = ContinuousClock.now + Limits.monitor
    while !state.withLock({ $0.isStopped }) {
      if take() { continue }
      guard ContinuousClock.now < deadline else {
        goOn()
        throw .silent
      }
      guard kill(process, 0) == 0 else { throw .gone }
      usleep(100)
    }
  }

  private func seize(holdsEnd: Bool) throws(StopFailure) {
    let code = stopping_seize(process, holdsEnd)
    guard code == 0 else {
      throw code == ESRCH ? .gone : .forbidden(Messages.tracing(code))
    }
    state.withLock { $0.isSeized = true }
  }

  /// Lets it go on, unless it is held.
  private func goOn() {
    let (isHeld, signal) = state.withLock { state in
      defer {
        state.delayed = 0
        state.isAsked = false
      }
      return (state.crash != nil, state.delayed)
    }
    guard !isHeld else { return }
    if control.holdsCrashed {
      _ = stopping_continue(process, signal)
    } else {
      _ = stopping_detach(process, signal)
    }
    state.withLock {
      $0.isStopped = false
      $0.isSeized = control.holdsCrashed
    }
  }

  private func picture() throws(StopFailure) -> (StoppedMachine, Descriptor) {
    var registers = stopping_registers()
    guard stopping_read_registers(process, &registers) == 0 else { throw .gone }
    let memory: Descriptor
    do {
      memory = try Descriptor(open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC), "open")
    } catch { throw error.code == ENOENT ? .gone : .forbidden(Messages.tracing(error.code)) }
    let (crash, trapped) = state.withLock { ($0.crash, $0.trapped) }
    let condition: StoppedMachine.Condition =
      crash != nil ? .crashed : registers.system_call >= 0 ? .waiting : .running
    let machine = StoppedMachine(
      condition: condition, cause: crash, registers: MachineRegisters(registers),
      trapped: crash == nil ? nil : trapped,
      // Its own addresses are places in the file; the kernel refuses those where nothing is.
      regions: [.init(address: 0, size: UInt64(Int64.max), offset: 0)])
    return (machine, memory)
  }

  // MARK: - What it stops for

  /// Takes note of a stop; false when there is none.
  private func take() -> Bool {
    let event = stopping_next(process)
    switch event.kind {
    case STOPPING_NONE: return false
    case STOPPING_STOPPED:
      if state.withLock({ $0.isAsked }) {
        state.withLock { $0.isStopped = true }
      } else if event.signal == SIGTRAP {
        _ = stopping_continue(process, 0)
      } else {
        // Somebody sent SIGSTOP: stopped it stays.
        _ = stopping_listen(process)
      }
    case STOPPING_SIGNAL: take(signal: event.signal)
    case STOPPING_EXIT: takeEnd(event)
    default: _ = stopping_continue(process, 0)
    }
    return true
  }

  private func take(signal: Int32) {
    // Without the holding of crashed machines it is seized for a question only.
    guard control.holdsCrashed else {
      return state.withLock {
        $0.delayed = signal
        $0.isStopped = true
      }
    }
    if [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGQUIT].contains(signal) {
      var registers = stopping_registers()
      if stopping_read_registers(process, &registers) == 0 {
        state.withLock { $0.trapped = MachineRegisters(registers) }
      }
    }
    _ = stopping_continue(process, signal)
  }

  private func takeEnd(_ event: stopping_event) {
    let crash: String? =
      event.signal == SIGKILL
      ? nil
      : event.signal != 0
        ? Messages.killed(event.signal) : event.status == 255 ? Messages.trapped : nil
    guard let crash else {
      _ = stopping_continue(process, 0)
      return
    }
    state.withLock {
      $0.crash = crash
      $0.isStopped = true
    }
    control.hold(crash)
  }
}

extension ProcessStopper {
  /// Seizes the process before its program begins, and keeps it when it crashes. The process is to wait until
  /// this has returned. Nil: it will be kept; else why it cannot be.
  func watchForCrash() -> StopFailure? {
    let failure = thread.perform { [self] () -> StopFailure? in
      do throws(StopFailure) {
        try seize(holdsEnd: true)
        return nil
      } catch { return error }
    }
    guard failure == .some(nil) else { return failure ?? .gone }
    // Waiting blocks, and may be done by any thread; what there is, the tracer takes.
    let observer = Thread { [self] in
      while stopping_wait(process) {
        guard thread.perform({ [self] () -> Void in while take() {} }) != nil else { return }
      }
    }
    observer.name = "observer"
    observer.start()
    return nil
  }
}

extension MachineRegisters {
  init(_ from: stopping_registers) {
    self.init([
      "rax": from.rax, "rbx": from.rbx, "rcx": from.rcx, "rdx": from.rdx, "rsi": from.rsi,
      "rdi": from.rdi, "rbp": from.rbp, "r8": from.r8, "r9": from.r9, "r10": from.r10,
      "r11": from.r11, "r12": from.r12, "r13": from.r13, "r14": from.r14, "r15": from.r15,
      "rip": from.rip, "cs": from.cs, "rflags": from.rflags, "rsp": from.rsp, "ss": from.ss,
    ])
  }
}

// Boots a process and looks at it through ptrace: a breakpoint at each landmark, met once.
//
//     start ───────────► first instruction ──► landmark ─┤ stop ├──► landmark ─┤ stop ├──► end
//            kernel: vfork, execve               time that the stops take is cut out
//
// A stop also takes time that cannot be seen: until this process runs, and until the other runs again. What
// it is at least, each stop measures: one instruction is executed alone. That is taken out once for each stop.

import CTracer
import Foundation
import Processes
import Synchronization

/// Looks at boots of a `unix` image.
struct UnixObserver: Sendable {
  let executable: URL
  let arguments: [String]
  let seconds: Int
  let landmarks: [Landmark]
  /// False: only the length of the boot is of interest, and nothing is stopped.
  var looks = true

  /// One boot.
  func boot() async throws(TimelineFault) -> Observation {
    let child = TracedChild()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // ptrace knows a tracer by its thread.
        let thread = Thread { continuation.resume(returning: run(child)) }
        thread.name = "tracer"
        thread.start()
      }
    } onCancel: {
      child.kill()
    }
    return try result.get()
  }

  private func run(_ child: TracedChild) -> Result<Observation, TimelineFault> {
    let points = breakpoints
    var stops = [tracer_stop](repeating: tracer_stop(), count: landmarks.count + 1)
    let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(null) }
    let words = [executable.path] + arguments
    let code = withCStrings(words) { words in
      withCStrings([]) { environment in
        points.withUnsafeBufferPointer { points in
          stops.withUnsafeMutableBufferPointer { stops in
            // Safety: the buffers outlive the call, and their counts are passed beside them.
            child.run.pointee.program = UnsafePointer(words[0])
            child.run.pointee.arguments = UnsafePointer(words)
            child.run.pointee.environment = UnsafePointer(environment)
            child.run.pointee.output = null
            child.run.pointee.seconds = UInt32(seconds)
            child.run.pointee.is_traced = looks ? 1 : 0
            child.run.pointee.points = points.baseAddress
            child.run.pointee.point_count = points.count
            child.run.pointee.stops = stops.baseAddress
            child.run.pointee.stop_limit = stops.count
            return tracer_run(child.run)
          }
        }
      }
    }
    guard code == 0 else { return .failure(.environment(Messages.untraceable(words[0], code))) }
    let run = child.run.pointee
    return .success(observation(run, Array(stops.prefix(run.stop_count))))
  }

  /// A place for each start of a landmark's code, each address once; the first instruction needs none.
  private var breakpoints: [tracer_point] {
    var taken: Set<UInt64> = []
    return landmarks.enumerated().flatMap { index, landmark -> [tracer_point] in
      if landmark.phase == PhaseName.entry { return [] }
      let after = landmark.after.flatMap { name in landmarks.firstIndex { $0.phase == name } }
      return landmark.ranges.filter { taken.insert($0.lowerBound).inserted }.map {
        tracer_point(
          address: $0.lowerBound, landmark: Int32(index), after: after.map { Int32($0) } ?? -1)
      }
    }
  }

  /// The stops, with their own time cut out.
  private func observation(_ run: tracer_run, _ stops: [tracer_stop]) -> Observation {
    let steps = stops.dropFirst().map(\.step).filter { $0 > 0 }
    let unseen = steps.min() ?? 0
    var passages = [Int?](repeating: nil, count: landmarks.count)
    var looking = 0
    var resumed = run.start
    for (number, stop) in stops.enumerated() {
      // The first leg was not let go by us.
      if number > 0 { looking += Int(min(unseen, stop.stopped - resumed)) }
      let time = Int(stop.stopped - run.start) - looking
      let index = stop.landmark < 0 ? entry : Int(stop.landmark)
      if let index { passages[index] = time }
      if stop.resumed > 0 { looking += Int(stop.resumed - stop.stopped) }
      resumed = max(stop.resumed, stop.stopped)
    }
    return Observation(
      passages: passages, end: Int(run.end - run.start) - looking, trouble: trouble(run.status),
      stops: stops.count, looking: looking)
  }

  private var entry: Int? { landmarks.firstIndex { $0.phase == PhaseName.entry } }

  /// As wait(2) tells it.
  private func trouble(_ status: Int32) -> String? {
    let signal = status & 0x7f
    if signal == SIGALRM { return Messages.cut(seconds) }
    if signal != 0 { return Messages.ended("signal \(signal)") }
    let code = (status >> 8) & 0xff
    return code == 0 ? nil : Messages.ended("status \(code)")
  }
}

/// What the tracer's thread and a cancellation share.
private final class TracedChild: @unchecked Sendable {
  // Sendable: the tracer's thread writes it; others read `child`, which C declares volatile.
  let run = UnsafeMutablePointer<tracer_run>.allocate(capacity: 1)

  init() { run.initialize(to: tracer_run()) }

  deinit { run.deallocate() }

  func kill() {
    let child = run.pointee.child
    if child > 0 { _ = Foundation.kill(child, SIGKILL) }
  }
}

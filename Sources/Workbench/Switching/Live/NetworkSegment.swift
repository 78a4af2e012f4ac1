// One network of layer 2: a switch that runs, with ports, their faults, and the ring of all that passed.
//
//     unikernel ──datagram socket──┐
//     unikernel ──datagram socket──┤ segment ├── TAP in a namespace ── ping, curl, dig
//                another segment ──┘
//
// A thread of its own waits in ppoll() for frames, for room, and for frames whose time has come. It never waits
// for a port that is slow: what does not fit into that one's queue is dropped and counted.

import CSwitching
import Foundation
import Processes
import Synchronization
import Time

/// A network that frames can be sent through.
package final class NetworkSegment: Sendable {
  package let name: String
  private let lock = NSLock()
  // Safety: only touched with the lock held.
  private nonisolated(unsafe) let engine: SegmentEngine
  private let wake: ChildPipe
  private let done = DispatchSemaphore(value: 0)
  private let isStopping = Atomic(false)

  /// Starts a network without ports.
  package init(
    _ name: String, table: LearningSwitch = LearningSwitch(), ring: PacketRing = PacketRing()
  ) throws(SegmentFailure) {
    self.name = name
    engine = SegmentEngine(clock: HostClock(), table: table, ring: ring)
    do { wake = try ChildPipe() } catch { throw .host(error.description) }
    _ = fcntl(wake.writer.number, F_SETFL, O_NONBLOCK)
    let worker = SegmentWorker(engine: engine, lock: lock, wake: wake.reader)
    let done = done
    let thread = Thread {
      worker.run()
      done.signal()
    }
    thread.name = "segment"
    thread.start()
  }

  deinit { stop() }

  /// Ends the thread and lets go of all ports; capture and statistics stay.
  package func stop() {
    guard !isStopping.exchange(true, ordering: .acquiringAndReleasing) else { return }
    lock.withLock { wake.writer.close() }
    done.wait()
    locked { for port in $0.ports { port.descriptor.close() } }
  }

  /// A new port with a link that ends in a datagram socket, a frame a datagram: QEMU's `-netdev dgram` takes
  /// it, and a `unix` unikernel. It does not block.
  /// - Returns: the end that is not the segment's; frames flow as long as somebody has it.
  package func makeLink(
    _ name: String, faults: FaultSettings? = nil
  ) throws(SegmentFailure) -> Descriptor {
    let (ours, theirs) = try Self.link()
    try add(name, ours, isSocket: true, faults)
    return theirs
  }

  /// A new port for a TAP, which must not block.
  package func addTap(
    _ name: String, _ descriptor: Descriptor, faults: FaultSettings? = nil
  ) throws(SegmentFailure) {
    try add(name, descriptor, isSocket: false, faults)
  }

  /// Joins two segments to one network. Segments must not be joined in a circle: nothing ends one.
  /// - Parameters:
  ///   - name: of the port here; there it has the name of this segment.
  package func connect(
    to other: NetworkSegment, as name: String, faults: FaultSettings? = nil
  ) throws(SegmentFailure) {
    let (ours, theirs) = try Self.link()
    try add(name, ours, isSocket: true, faults)
    do { try other.add(self.name, theirs, isSocket: true, nil) } catch {
      try remove(name)
      throw error
    }
  }

  /// Pulls the plug of a port.
  package func remove(_ name: String) throws(SegmentFailure) {
    try withPort(name) { engine, port in
      engine.remove(port)
      port.descriptor.close()
    }
  }

  /// Other faults from now on; nil: none. Frames of a port that has faults go on being counted.
  package func setFaults(_ settings: FaultSettings?, at name: String) throws(SegmentFailure) {
    try withPort(name) { engine, port in
      if let settings, port.injector != nil {
        port.injector?.change(settings)
      } else {
        engine.setInjector(settings.map { FaultInjector($0, at: engine.clock.now) }, of: port)
      }
    }
  }

  /// The faults of a schedule, on a link with these settings, counted from the next frame on.
  package func replay(
    _ schedule: FaultSchedule, on settings: FaultSettings, at name: String
  ) throws(SegmentFailure) {
    try withPort(name) { engine, port in
      let now = engine.clock.now
      engine.setInjector(FaultInjector(settings, replaying: schedule, at: now), of: port)
    }
  }

  /// What chance has done at a port so far.
  package func schedule(at name: String) throws(SegmentFailure) -> FaultSchedule {
    try withPort(name) { _, port in port.injector?.recorded ?? FaultSchedule() }
  }

  /// The packets that are still in the ring, from a number on.
  package func capture(from number: UInt64 = 1) -> Capture {
    locked { $0.capture(from: number) }
  }

  /// By the names of the ports.
  package var statistics: [String: PortStatistics] {
    locked { engine in
      Dictionary(uniqueKeysWithValues: engine.ports.map { ($0.name, $0.statistics) })
    }
  }

  private static func link() throws(SegmentFailure) -> (Descriptor, Descriptor) {
    var ends: [Int32] = [-1, -1]
    let code = switching_link(&ends, Int32(SwitchLimits.linkBuffer))
    guard code == 0 else { throw .host(SystemFailure("socketpair", code).description) }
    do {
      return (try Descriptor(ends[0], "socketpair"), try Descriptor(ends[1], "socketpair"))
    } catch { throw .host(error.description) }
  }

  private func add(
    _ name: String, _ descriptor: Descriptor, isSocket: Bool, _ faults: FaultSettings?
  ) throws(SegmentFailure) {
    let failure = locked { engine -> SegmentFailure? in
      do throws(SegmentFailure) {
        try engine.add(name, descriptor, isSocket: isSocket, faults)
        return nil
      } catch { return error }
    }
    if let failure { throw failure }
  }

  private func withPort<Value>(
    _ name: String, _ body: (SegmentEngine, SegmentPort) -> Value
  ) throws(SegmentFailure) -> Value {
    let value = locked { engine in engine.port(named: name).map { body(engine, $0) } }
    guard let value else { throw .unknown(name) }
    return value
  }

  /// Calls `body` while the thread does nothing, and lets the thread look again at what there is.
  private func locked<Value>(_ body: (SegmentEngine) -> Value) -> Value {
    lock.withLock {
      defer { if wake.writer.number >= 0 { _ = write(wake.writer.number, "!", 1) } }
      return body(engine)
    }
  }
}

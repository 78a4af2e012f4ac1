// What a segment does with frames; its owner holds a lock, and calls from one thread `receive` when a
// descriptor can be read, `drain` when it can be written, `expire` when a deadline has come.
//
//     receive ─► ring ─► injector, incoming ─► switch ─┬─► injector, outgoing ─► ring ─► port
//                 #12     faults of #12                └─► …                      #13
//
// A frame has a number for each port that it crosses: what came in has one when it came, what goes out has
// one when it goes, or when it is lost on the last stretch.

import CSwitching
import Foundation
import Processes
import Time

/// Ports, table, ring.
final class SegmentEngine {
  let clock: HostClock
  private(set) var ports: [SegmentPort] = []
  /// By their numbers.
  private var numbered: [PortNumber: SegmentPort] = [:]
  private var names: [PortNumber: String] = [:]
  private var table: LearningSwitch
  private(set) var ring: PacketRing
  private var lastNumber = 0
  private let slots: UnsafeMutableRawBufferPointer
  private var lengths = [UInt32](repeating: 0, count: Int(SWITCHING_BATCH))

  init(clock: HostClock, table: LearningSwitch, ring: PacketRing) {
    self.clock = clock
    self.table = table
    self.ring = ring
    slots = .allocate(byteCount: SwitchLimits.frame * Int(SWITCHING_BATCH), alignment: 64)
  }

  deinit { slots.deallocate() }

  func port(named name: String) -> SegmentPort? { ports.first { $0.name == name } }

  func add(_ name: String, _ descriptor: Descriptor, isSocket: Bool, _ faults: FaultSettings?)
    throws(SegmentFailure)
  {
    guard port(named: name) == nil else { throw .taken(name) }
    lastNumber += 1
    let port = SegmentPort(PortNumber(lastNumber), name, descriptor, isSocket: isSocket)
    port.injector = faults.map { FaultInjector($0, at: clock.now) }
    ports.append(port)
    numbered[port.number] = port
    names[port.number] = name
  }

  func remove(_ port: SegmentPort) {
    ports.removeAll { $0 === port }
    numbered[port.number] = nil
    table.forget(port.number)
  }

  /// What happened to the frames of a port from now on.
  func setInjector(_ injector: FaultInjector?, of port: SegmentPort) {
    // What is on its way goes out at once.
    release(port, at: .distantFuture)
    port.injector = injector
  }

  func capture(from number: UInt64) -> Capture {
    Capture(ports: names, packets: ring.packets(from: number))
  }

  /// When `expire` is to be called; nil: nothing waits for its time.
  var deadline: Instant? { ports.lazy.compactMap { $0.injector?.deadline }.min() }

  func expire() {
    let now = clock.now
    for port in ports { release(port, at: now) }
  }

  /// Reads what is there, a batch at most.
  func receive(_ port: SegmentPort) {
    let count = Int(
      switching_receive(
        port.descriptor.number, port.isSocket,
        slots.baseAddress?.assumingMemoryBound(to: UInt8.self), SwitchLimits.frame, &lengths,
        Int32(SWITCHING_BATCH)))
    guard count >= 0 else {
      // A socket tells once that the other end went away; another may get it yet. A TAP is gone for good.
      if !port.isSocket { port.close() }
      return
    }
    guard count > 0 else { return }
    let now = clock.now
    for index in 0..<count {
      let start = index * SwitchLimits.frame
      let bytes = UnsafeRawBufferPointer(rebasing: slots[start..<start + Int(lengths[index])])
      arrive(bytes, at: port, now)
    }
    for other in ports where other.hasBatch { flush(other) }
    if port.injector != nil { release(port, at: now) }
  }

  private func arrive(_ bytes: UnsafeRawBufferPointer, at port: SegmentPort, _ now: Instant) {
    port.statistics.receivedFrames += 1
    port.statistics.receivedBytes += bytes.count
    let number = ring.append(bytes, .incoming, at: port.number, now)
    guard port.injector != nil else { return forward(bytes, from: port, now) }
    let fate = port.injector?.take(Array(bytes), .incoming, number: number, at: now) ?? []
    ring.annotate(number, fate)
    if fate.contains(where: \.isFatal) { port.statistics.lostToFaults += 1 }
  }

  /// Hands on what has arrived behind the port's faults.
  private func forward(_ bytes: UnsafeRawBufferPointer, from port: SegmentPort, _ now: Instant) {
    let verdict = table.decide(RawSpan(_unsafeBytes: bytes), from: port.number, at: now)
    switch verdict {
    case .one(let number):
      if let other = numbered[number] { deliver(bytes, to: other, now) }
    case .others:
      for other in ports where other !== port { deliver(bytes, to: other, now) }
    case .nowhere(let reason):
      port.statistics.refused[reason, default: 0] += 1
    }
  }

  private func deliver(_ bytes: UnsafeRawBufferPointer, to port: SegmentPort, _ now: Instant) {
    guard !port.isGone else {
      port.statistics.unreachable += 1
      return
    }
    guard port.injector != nil else { return transmit(bytes, to: port, now, []) }
    // It gets its number when it goes.
    let fate = port.injector?.take(Array(bytes), .outgoing, number: 0, at: now) ?? []
    guard fate.contains(where: \.isFatal) else { return }
    port.statistics.lostToFaults += 1
    ring.annotate(ring.append(bytes, .outgoing, at: port.number, now), fate)
  }

  private func transmit(
    _ bytes: UnsafeRawBufferPointer, to port: SegmentPort, _ now: Instant, _ faults: [Fault]
  ) {
    let number = ring.append(bytes, .outgoing, at: port.number, now)
    ring.annotate(number, faults)
    if port.isBatchFull { flush(port) }
    if !port.send(bytes, number) { ring.annotate(number, [.overflowed]) }
  }

  private func flush(_ port: SegmentPort) {
    for number in port.flush() { ring.annotate(number, [.overflowed]) }
  }

  /// Lets go what a port's faults have held until now.
  private func release(_ port: SegmentPort, at now: Instant) {
    let time = min(now, clock.now)
    while let frame = port.injector?.next(at: now) {
      frame.bytes.withUnsafeBytes { bytes in
        switch frame.direction {
        case .incoming: forward(bytes, from: port, time)
        case .outgoing: transmit(bytes, to: port, time, frame.faults)
        }
        // The bytes are there until the end of this closure only.
        for other in ports where other.hasBatch { flush(other) }
      }
    }
  }
}

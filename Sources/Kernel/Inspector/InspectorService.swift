// The inspector as it runs: one task reads the port, another writes what the core wants written. Between
// frames it yields, and what it takes is charged to its budget: when that is spent it sleeps, reading and
// writing alike, and the other end of the port has to wait.

public import Devices
internal import InspectionProtocol
internal import Time
internal import _Concurrency

/// Serves one port for as long as the unikernel lives.
public actor InspectorService {
  private let port: any BytePort
  private let clock: any MonotonicClock
  private var core: InspectorCore
  private var budget: InspectorBudget
  /// Whether a task writes.
  private var isWriting = false

  /// Bytes that are read at once.
  private static let chunk = 512

  public init(_ core: sending InspectorCore, port: any BytePort, clock: any MonotonicClock) {
    self.core = core
    self.port = port
    self.clock = clock
    budget = InspectorBudget(at: clock.now)
  }

  /// Reads until the port is closed for good or the task is cancelled.
  public func run() async {
    nonisolated(unsafe) let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.chunk, alignment: 1)
    defer { unsafe buffer.deallocate() }
    var ends = 0
    while true {
      let count: Int
      do throws(CancellationError) {
        // Safety: the buffer lives until `run` ends, and nobody else has it.
        count = unsafe try await port.read(into: buffer)
        if count <= 0 {
          core.detached()
          ends += 1
          // A port tells an end once; one that tells it again and again is not to be asked at full speed.
          if ends > 1 { try await clock.sleep(for: .milliseconds(200)) }
        }
      } catch { return }
      guard count > 0 else { continue }
      ends = 0
      // Safety: the port filled `count` bytes.
      receive(unsafe Array(buffer.prefix(count)))
      do throws(CancellationError) { try await rest() } catch { return }
    }
  }

  private func receive(_ bytes: [UInt8]) {
    let start = clock.now
    core.received(bytes, at: start)
    budget.spend(clock.now - start, bytes: bytes.count)
    guard !isWriting else { return }
    isWriting = true
    Task { await write() }
  }

  private func write() async {
    defer { isWriting = false }
    while true {
      let start = clock.now
      let output = core.next(at: start) { clock.now }
      do throws(CancellationError) {
        switch output {
        case .idle: return
        case .wait(let until):
          budget.spend(clock.now - start, bytes: 0)
          try await clock.sleep(until: until)
        case .bytes(let bytes):
          budget.spend(clock.now - start, bytes: bytes.count)
          try await send(bytes)
          await Task.yield()
          try await rest()
        }
      } catch { return }
    }
  }

  private func send(_ bytes: [UInt8]) async throws(CancellationError) {
    nonisolated(unsafe) let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: bytes.count, alignment: 1)
    defer { unsafe buffer.deallocate() }
    unsafe buffer.copyBytes(from: bytes)
    // False: nobody is there to read it. Who joins later begins with a hello.
    // Safety: the buffer lives until the write is over.
    _ = unsafe try await port.write(UnsafeRawBufferPointer(buffer))
  }

  /// Sleeps while the budget is spent.
  private func rest() async throws(CancellationError) {
    while true {
      let now = clock.now
      let ready = budget.ready(at: now)
      guard ready > now else { return }
      try await clock.sleep(until: ready)
    }
  }
}

import Foundation
import Machines
import Testing

/// Boots the behaviours; as many at a time as there are processors, so that none waits for long.
enum Boots {
  /// Far more than any boot takes: a test that ends by it has failed.
  static let patience: Duration = .seconds(90)

  static func boot(
    _ place: Place, _ arguments: String..., memory: Int? = nil, budget: Duration = patience,
    limit: Int = 4 << 20, onOutput: (@Sendable ([UInt8]) -> Void)? = nil
  ) async throws -> Transcript {
    try await boot(
      place, arguments: arguments, memory: memory, budget: budget, limit: limit,
      onOutput: onOutput)
  }

  static func boot(
    _ place: Place, arguments: [String], memory: Int? = nil, budget: Duration = patience,
    limit: Int = 4 << 20, control: MachineControl? = nil,
    onOutput: (@Sendable ([UInt8]) -> Void)? = nil
  ) async throws -> Transcript {
    try await place.require()
    let image = try await Behaviours.image(for: place.target)
    var request = Boot(
      image.executable, target: place.target, symbols: image.symbols,
      accelerator: place.accelerator, memory: memory, arguments: arguments, budget: budget,
      outputLimit: limit)
    request.control = control
    let boot = request
    return try await berths.use { try await Machine().boot(boot, onOutput: onOutput) }
  }

  static let berths = Berths(ProcessInfo.processInfo.activeProcessorCount)
}

/// So many may be in use at a time; first come, first served.
actor Berths {
  private var free: Int
  private var queue: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  nonisolated func use<Value: Sendable>(
    _ body: @Sendable () async throws -> Value
  ) async throws -> Value {
    await take()
    do {
      let value = try await body()
      await give()
      return value
    } catch {
      await give()
      throw error
    }
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { queue.append($0) }
    }
  }

  private func give() {
    if queue.isEmpty {
      free += 1
    } else {
      queue.removeFirst().resume()
    }
  }
}

extension Transcript {
  var texts: [String] { lines.map(\.text) }

  /// The trap or panic at the end, which every test of one must find.
  func report() throws -> TrapReport {
    try #require(TrapReport(in: texts), "no TRAP or PANIC in: \(texts.suffix(5))")
  }

  /// What follows `word` on the first line that starts with it.
  func value(_ word: String) throws -> String {
    let line = try #require(texts.first { $0.hasPrefix(word + " ") }, "no \(word) in: \(texts)")
    return String(line.dropFirst(word.count + 1))
  }
}

extension TrapReport {
  /// True when a frame is at this line, such as `Traps.swift:31`, in the named function if one is.
  func names(_ line: String, in function: String = "") -> Bool {
    places.contains { $0.hasSuffix(" at " + line) && $0.hasPrefix(function) }
  }
}

// Asks a unikernel that is booted for a check, as `mirador console` asks one that runs:
//
//     boot ──► the line that is waited for ──► a session, one command ──► the boot is ended

import Checks
import Curriculum
import Foundation
import InspectionProtocol
import Machines
import Synchronization

import struct Configure.Unikernel

/// A boot that is asked something.
public enum InspectedBoot {
  /// Boots the machine's way, gives one command when the console has shown a line for which `after` is true,
  /// and cancels the boot when the answer has come.
  public static func ask(
    _ command: String, after: @escaping @Sendable (String) -> Bool,
    boot:
      @escaping @Sendable (_ port: MachinePort, _ onOutput: @escaping @Sendable ([UInt8]) -> Void)
      async throws(MachineFailure) -> Transcript
  ) async throws(MachineFailure) -> Inspection {
    let scratch: Scratch
    do { scratch = try Scratch() } catch { throw .environment(error.message) }
    defer { scratch.remove() }
    let path = scratch.directory.appending(path: "inspector").path
    let relay: InspectorRelay
    do throws(InspectFailure) {
      relay = try InspectorRelay(at: path)
    } catch {
      throw .environment("The inspector's port cannot be made: \(error). Is there room in /tmp?")
    }
    defer { relay.stop() }
    let port = MachinePort(Unikernel.inspectorPort, .descriptor(relay.machineEnd))
    return try await withTaskGroup(
      of: Result<Inspection, MachineFailure>?.self
    ) { group in
      let watch = LineWatch(after)
      group.addTask {
        do throws(MachineFailure) {
          let transcript = try await boot(port) { watch.look($0) }
          return .success(.ended(transcript))
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        guard await watch.hasSeen() else { return nil }
        return .success(await answer(to: command, from: path))
      }
      defer { group.cancelAll() }
      while let first = await group.next() {
        if let first { return first }
      }
      return .failure(.environment("Nothing was seen of the unikernel."))
    }.get()
  }

  /// Asking blocks: on a thread of its own.
  private static func answer(to command: String, from path: String) async -> Inspection {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: answer(to: command, at: path)) }
    }
  }

  private static func answer(to command: String, at path: String) -> Inspection {
    do throws(InspectFailure) {
      let session = try ConsoleSession(to: path)
      guard let declaration = session.declaration(command) else {
        return .refused("its inspector has no command \(command)")
      }
      switch try session.run(declaration, []) {
      case .failure(let failure): return .refused(failure.text)
      case .success(let answer):
        let rows = answer.rows.map { $0.map { $0.text() } }
        return .answer(columns: answer.declaration.columns.map(\.name), rows: rows)
      }
    } catch {
      return .silent(reason(error))
    }
  }
}

extension InspectedBoot {
  /// Why there is no answer, as a check tells it.
  private static func reason(_ failure: InspectFailure) -> String {
    switch failure {
    case .silent: "nobody answers at its inspector's port; is `inspector: true` in config.swift?"
    case .refused: "somebody else holds its inspector's port"
    case .gone, .interrupted: "its inspector's port was closed before the answer came"
    case .version(let text), .cannotStop(let text), .image(let text): text
    case .folder(let path, let reason), .socket(let path, let reason):
      "its inspector's port cannot be reached: \(path): \(reason)"
    }
  }
}

/// Waits for a line of a console that comes in pieces.
private final class LineWatch: Sendable {
  private let isWanted: @Sendable (String) -> Bool
  private let partial = Mutex<[UInt8]>([])
  private let (seen, reporter) = AsyncStream<Void>.makeStream()

  init(_ isWanted: @escaping @Sendable (String) -> Bool) { self.isWanted = isWanted }

  /// Bytes that came.
  func look(_ bytes: [UInt8]) {
    let lines = partial.withLock { partial -> [String] in
      partial += bytes
      var lines: [String] = []
      while let end = partial.firstIndex(of: UInt8(ascii: "\n")) {
        var line = partial[..<end]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        lines.append(String(decoding: line, as: UTF8.self))
        partial.removeSubrange(...end)
      }
      return lines
    }
    if lines.contains(where: isWanted) { reporter.yield() }
  }

  /// Returns true when the line has come, false when the task is cancelled.
  func hasSeen() async -> Bool {
    for await _ in seen { return true }
    return false
  }
}

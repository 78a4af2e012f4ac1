// Interviews a unikernel that is booted for a check, as `mirador console` asks one that runs:
//
//     boot ──► lines that are waited for ──► a session, questions, more lines … ──► the boot is ended

import Checks
import Curriculum
import Foundation
import Machines
import Synchronization

import struct Configure.Unikernel

/// A boot that is asked something.
public enum InspectedBoot {
  /// What the names of code are found by.
  public struct Code: Sendable {
    let symbols: URL
    let symbolizer: Symbolizer

    public init(symbols: URL, symbolizer: Symbolizer) {
      self.symbols = symbols
      self.symbolizer = symbolizer
    }
  }

  /// Boots the machine's way, does the steps, and cancels the boot after the last.
  public static func interview(
    _ steps: [InterviewStep], _ code: Code,
    boot:
      @escaping @Sendable (_ port: MachinePort, _ onOutput: @escaping @Sendable ([UInt8]) -> Void)
      async throws(MachineFailure) -> Transcript
  ) async throws(MachineFailure) -> Interview {
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
    let console = LineSplitter()
    let interviewer = Interviewer(InspectedSession(at: path, code))
    let ended = try await withTaskGroup(
      of: Result<Transcript, MachineFailure>?.self
    ) { group in
      group.addTask {
        do throws(MachineFailure) {
          return .success(try await boot(port) { console.take($0) })
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        await interviewer.run(steps, console)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }?.get()
    return interviewer.interview(ended: ended)
  }
}

/// Does the steps, and keeps what came of them.
private final class Interviewer: Sendable {
  private let session: InspectedSession
  private let found = Mutex(Interview())

  init(_ session: InspectedSession) { self.session = session }

  func interview(ended ending: Transcript?) -> Interview {
    var interview = found.withLock { $0 }
    interview.ending = ending
    return interview
  }

  /// Returns when all steps are done or the task is cancelled.
  func run(_ steps: [InterviewStep], _ console: LineSplitter) async {
    var lines = console.lines.makeAsyncIterator()
    // What came before this many lines is of no interest any more.
    var passed = 0
    for step in steps {
      switch step {
      case .ask(let text):
        let answer = await session.answer(to: text)
        guard !Task.isCancelled else { return }
        found.withLock { $0.answers.append(answer) }
        passed = console.count
      case .lines(let isLast):
        found.withLock { $0.lines.append([]) }
        while true {
          guard let line = await lines.next() else { return }
          guard line.number > passed else { continue }
          found.withLock { $0.lines[$0.lines.count - 1].append(line.text) }
          if isLast(line.text) { break }
        }
      }
    }
  }
}

/// Cuts a console that comes in pieces into lines, and counts them from 1 on.
private final class LineSplitter: Sendable {
  typealias Line = (number: Int, text: String)

  private let state = Mutex<(partial: [UInt8], count: Int)>(([], 0))
  let lines: AsyncStream<Line>
  private let reporter: AsyncStream<Line>.Continuation

  init() { (lines, reporter) = AsyncStream<Line>.makeStream() }

  /// Lines that came so far.
  var count: Int { state.withLock { $0.count } }

  /// Bytes that came.
  func take(_ bytes: [UInt8]) {
    state.withLock { state in
      state.partial += bytes
      while let end = state.partial.firstIndex(of: UInt8(ascii: "\n")) {
        var line = state.partial[..<end]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        state.count += 1
        reporter.yield((state.count, String(decoding: line, as: UTF8.self)))
        state.partial.removeSubrange(...end)
      }
    }
  }
}

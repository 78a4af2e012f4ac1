// Lets consoles stop a machine for as long as a question takes; see StopReply.swift. One at a time. Runs
// in the program that runs the machine, so that the machine goes on whatever becomes of the console.

import CStopping
import Foundation
import Machines
import Processes

/// The holder of a machine's control.
public final class StopServer: Sendable {
  private let service: SocketService

  /// Starts to listen at `path`.
  public init(at path: String, _ control: MachineControl) throws(InspectFailure) {
    service = try SocketService(at: path, name: "stopping") { listener, wake in
      StopLoop(listener: listener, wake: wake, control: control).run()
    }
  }

  /// Ends it; the socket is gone, and nothing stands still, when this returns.
  public func stop() { service.stop() }
}

/// What the server's thread does.
private struct StopLoop {
  let listener: Descriptor
  let wake: Int32
  let control: MachineControl

  func run() {
    while true {
      guard let ready = wait(for: listener.number, patience: nil) else { return }
      if ready, let client = UnixSocket.accept(listener) { serve(client) }
    }
  }

  private func serve(_ client: Descriptor) {
    let start = ContinuousClock.now
    do throws(StopFailure) {
      let (machine, memory) = try control.stop()
      let line = StopLine.bytes(StopReply(machine: machine))
      if stopping_send(client.number, line, line.count, memory.number) {
        _ = wait(for: client.number, patience: Limits.stillness)
      }
      control.resume()
      let stillness: Double = (ContinuousClock.now - start) / .nanoseconds(1)
      let report = StopReport(stoodStill: Int64(stillness))
      _ = UnixSocket.send(StopLine.bytes(report), to: client.number)
    } catch {
      _ = UnixSocket.send(StopLine.bytes(StopLoop.refusal(error)), to: client.number)
    }
  }

  private static func refusal(_ failure: StopFailure) -> StopReply {
    switch failure {
    case .gone: StopReply(refusal: "")
    case .silent: StopReply(isSilent: true)
    case .forbidden(let reason): StopReply(refusal: reason)
    }
  }

  /// True: something is to be read, or the other end is gone; false: not in time; nil: the server is to end.
  private func wait(for number: Int32, patience: Duration?) -> Bool? {
    let deadline = patience.map { ContinuousClock.now + $0 }
    while true {
      var polled = [
        pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
        pollfd(fd: number, events: Int16(POLLIN), revents: 0),
      ]
      let left = deadline.map { deadline -> Double in
        max((deadline - .now) / .milliseconds(1), 0)
      }
      let count = poll(&polled, 2, left.map { Int32($0.rounded(.up)) } ?? -1)
      if polled[0].revents != 0 { return nil }
      if count > 0 { return true }
      if count == 0 { return false }
    }
  }
}

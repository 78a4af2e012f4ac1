// ^C, SIGTERM and SIGHUP end the tool in order: the handler writes the signal's number into a pipe, a
// thread reads it and cancels the command, which kills its machines; programs that run in its place are
// told too. Who does not end in time, or after a second signal, is not waited for.

import Curriculum
import Foundation
import Synchronization

/// Signals that ask the tool to end.
enum Interrupt {
  /// 128 + the signal, once one came.
  static var status: Int32? {
    let signal = received.load(ordering: .acquiring)
    return signal == 0 ? nil : 128 + signal
  }

  private static let received = Atomic<Int32>(0)
  /// How long a command may take to clean up, in seconds.
  private static let patience = 3.0

  /// Calls `cancel` at the first signal. Signals are the whole process's: to be called once.
  static func watch(_ cancel: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    guard Foundation.pipe(&ends) == 0 else { return }
    writeEnd = ends[1]
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(writeEnd, &byte, 1)
      }
    }
    let readEnd = ends[0]
    Thread.detachNewThread { serve(readEnd, cancel) }
  }

  private static func serve(_ readEnd: Int32, _ cancel: @Sendable () -> Void) {
    var byte: UInt8 = 0
    while read(readEnd, &byte, 1) == 1 {
      let isFirst = received.exchange(Int32(byte), ordering: .acquiringAndReleasing) == 0
      let status = 128 + Int32(byte)
      External.terminateAll()
      guard isFirst else { _exit(status) }
      cancel()
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: patience)
        _exit(status)
      }
    }
  }
}

/// Set once before the handlers are, read by them: a signal handler may touch nothing else.
nonisolated(unsafe) private var writeEnd: Int32 = -1

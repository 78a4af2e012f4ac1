// A program that is started and waited for again and again, with as little around it as possible:
// no thread, no pipe, no wrapper. What is not needed inside the measured time is prepared in
// `init`.

import Checks
import Foundation

/// A program, ready to be started many times.
final class Sprint {
  let name: String
  private let program: String
  private var arguments: [UnsafeMutablePointer<CChar>?]
  private var environment: [UnsafeMutablePointer<CChar>?]
  private var actions = posix_spawn_file_actions_t()
  private let expected: Int32

  /// - Parameters:
  ///   - expected: the exit status that a good run has.
  ///   - sinks: descriptors beyond 0, 1 and 2 that the program writes to; all are /dev/null.
  init(
    _ program: String, _ arguments: [String] = [], expecting expected: Int = 0, sinks: [Int32] = []
  ) {
    name = URL(filePath: program).lastPathComponent
    self.program = program
    self.expected = Int32(expected)
    self.arguments = ([program] + arguments).map { strdup($0) } + [nil]
    environment = [strdup("PATH=/usr/bin:/bin"), nil]
    posix_spawn_file_actions_init(&actions)
    for number in [0, 1, 2] + sinks {
      posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
    }
  }

  deinit {
    for string in arguments + environment { free(string) }
    posix_spawn_file_actions_destroy(&actions)
  }

  /// Starts the program and waits for its end.
  /// - Returns: milliseconds from before the start to after the end.
  func run() throws(Failure) -> Double {
    var child: pid_t = 0
    var status: Int32 = 0
    let start = ContinuousClock.now
    let code = posix_spawn(&child, program, &actions, nil, arguments, environment)
    guard code == 0 else { throw Messages.cannotStart(program, code) }
    Watchdog.shared.watch(child)
    // Not reaped yet: its number stays taken until the watchdog has forgotten it.
    var information = siginfo_t()
    while waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) < 0 && errno == EINTR {}
    let duration = ContinuousClock.now - start
    Watchdog.shared.forget(child)
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    guard status & 0x7f == 0, status >> 8 & 0xff == expected else {
      throw Messages.endedBadly(program, status)
    }
    return duration / .milliseconds(1)
  }
}

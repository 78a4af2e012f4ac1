import ArgumentParser
import Checks
import Foundation
import Inspect
import Machines
import Tables

struct ConsoleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console",
    abstract: "Look into a running unikernel.",
    discussion: """
      On a terminal: a prompt with completion, history and help. ^C ends a command, never the
      unikernel; ^D leaves. With -c, or with a script on standard input: the same lines, until the
      first that fails.

      Exit statuses: 0 all was answered, 1 the unikernel refused, 2 a line is not understood,
      5 there is no such unikernel, 6 it does not answer, 130 interrupted.

      With --stopped the unikernel is not asked but looked at from outside: one that hangs, or that
      crashed under ./mirador run --hold. It stands still for the moment of each question.

      Examples:
        ./mirador console
        ./mirador console hello -c levels -c 'logs 20 | grep net'
        echo timers | ./mirador console hello --json
        ./mirador console hello --stopped -c backtrace -c tasks
      """)

  @Argument(help: "Its name, as ps shows it. Default: the only one.", completion: .runningUnikernel)
  var name: String?
  @Option(
    name: .customShort("c"), parsing: .singleValue,
    help: ArgumentHelp("A line to carry out; may be given often.", valueName: "line"))
  var lines: [String] = []
  @Flag(help: "A line of JSON for each answer.")
  var json = false
  @Flag(help: "Stop it and look from outside; it is not asked anything.")
  var stopped = false

  func run() async throws {
    let registry = InstanceRegistry(environment: ProcessInfo.processInfo.environment)
    let instance = try RunningUnikernel.find(name, in: registry)
    let context = try Context()
    let isScript = !lines.isEmpty || isatty(STDIN_FILENO) == 0
    var settings = ConsoleShell.Settings(
      appearance: { RunningUnikernel.appearance }, output: { Output.text($0) },
      error: { Output.error($0) })
    settings.isJSON = json
    settings.isStopping = stopped
    settings.isInteractive = !isScript && Output.isTerminal
    let shell = ConsoleShell(
      instance, registry: registry, symbolizer: Symbolizer(base: context.root), settings: settings)
    let saved = TerminalState()
    defer { saved.restore() }
    let given = lines
    let history = RunningUnikernel.history(context.workspace.directory)
    // Reading lines and asking block: on a thread of their own.
    nonisolated(unsafe) let owned = shell
    let status = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Int32, Never>) in
        let thread = Thread {
          if isScript {
            continuation.resume(returning: ConsoleScript(owned).run(given))
          } else {
            Console(owned, historyFile: history).run()
            continuation.resume(returning: 0)
          }
        }
        thread.name = "console"
        thread.stackSize = 4 << 20
        thread.start()
      }
    } onCancel: {
      // SIGTERM, SIGHUP: whoever waits for a key does not hear of it.
      saved.restore()
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 0.2)
        _exit(Interrupt.status ?? 128 + SIGTERM)
      }
    }
    throw ExitCode(status)
  }
}

/// The terminal as it was, to be put back however the console ends.
struct TerminalState: Sendable {
  private let state: termios?

  init() {
    var state = termios()
    self.state = tcgetattr(STDIN_FILENO, &state) == 0 ? state : nil
  }

  func restore() {
    guard var state else { return }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &state)
  }
}

/// Lines from -c or from standard input.
private struct ConsoleScript {
  let shell: ConsoleShell

  init(_ shell: ConsoleShell) { self.shell = shell }

  /// The exit status. Stops at the first line that fails.
  func run(_ given: [String]) -> Int32 {
    InterruptFlag.install()
    guard given.isEmpty else {
      for line in given {
        if let status = status(after: shell.execute(line)) { return status }
      }
      return 0
    }
    var pending = ""
    while let line = Swift.readLine() {
      pending += pending.isEmpty ? line : "\n" + line
      do throws(ConsoleLine.Fault) {
        _ = try ConsoleLine(pending)
      } catch {
        if case .incomplete(let reason) = error {
          if reason == .backslash { pending += "\n" }
          continue
        }
      }
      defer { pending = "" }
      if let status = status(after: shell.execute(pending)) { return status }
    }
    return pending.isEmpty ? 0 : status(after: shell.execute(pending)) ?? 0
  }

  /// Nil: go on.
  private func status(after outcome: LineOutcome) -> Int32? {
    if InterruptFlag.take() { return 130 }
    switch outcome {
    case .done: return nil
    case .failed(let status): return Int32(status.rawValue)
    case .quit: return 0
    }
  }
}

/// Finds the unikernel that is meant.
enum RunningUnikernel {
  static func find(_ name: String?, in registry: InstanceRegistry) throws(Failure) -> Instance {
    let all = registry.running()
    guard let name else {
      guard let only = all.first else {
        throw Failure(.environment, "Nothing runs. Start a unikernel: ./mirador run DIR")
      }
      guard all.count == 1 else {
        throw Failure(
          .usage,
          "Several run: \(all.map(\.name).joined(separator: ", ")). "
            + "Try: ./mirador console \(all[0].name)")
      }
      return only
    }
    if let found = all.first(where: { $0.name == name }) { return found }
    let near = Nearest.match(name, among: all.map(\.name)).map { "Did you mean \($0)? " } ?? ""
    throw Failure(
      .environment, "There is no running \"\(name)\". \(near)What runs: ./mirador ps")
  }

  static var appearance: Appearance {
    Appearance(width: terminalWidth, isPlain: Output.isPlain, palette: Output.palette)
  }

  private static var terminalWidth: Int? {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_col > 0
    else { return nil }
    return Int(size.ws_col)
  }

  /// Beside the workspace's progress; nil: there is no workspace, and nothing is kept.
  static func history(_ workspace: URL) -> URL? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: workspace.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { return nil }
    return workspace.appending(path: ".console-history")
  }
}

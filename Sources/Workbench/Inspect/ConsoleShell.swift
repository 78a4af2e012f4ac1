// Carries out lines: those that the console knows itself (help, explain, watch, top, \x, quit), and those that
// the unikernel declared. Prompt, -c and scripts all come here.
//
// A unikernel that goes away is looked for again, by its name, before each command and while the prompt
// waits; another boot is told as such. Failures are said on standard error and kept as the exit status.

import Checks
import Foundation
import InspectionProtocol
import Machines

/// How a line ended.
public enum LineOutcome: Equatable, Sendable {
  case done
  case failed(ToolStatus)
  case quit
}

public final class ConsoleShell {
  let name: String
  private let registry: InstanceRegistry
  let settings: Settings
  private let symbolizer: Symbolizer
  private(set) var instance: Instance
  private(set) var session: (any InspectionSession)?
  private(set) var isArmed = false
  private var isExpanded = false
  private var names: CodeNames = [:]
  private var lastBoot: UInt64?
  /// Why there is no session; empty while there is one.
  private(set) var obstacle = ""
  /// The exit status that goes with it.
  private(set) var obstacleStatus = ToolStatus.environment

  /// What is different at a prompt and in a script.
  public struct Settings: Sendable {
    public var isJSON = false
    /// Whether somebody types: then answers go through a pager and the screen can be cleared.
    public var isInteractive = false
    /// Whether the unikernel is looked at from outside, and never asked.
    public var isStopping = false
    public var appearance: @Sendable () -> Appearance
    public var output: @Sendable (String) -> Void
    public var error: @Sendable (String) -> Void

    public init(
      appearance: @escaping @Sendable () -> Appearance,
      output: @escaping @Sendable (String) -> Void, error: @escaping @Sendable (String) -> Void
    ) {
      self.appearance = appearance
      self.output = output
      self.error = error
    }
  }

  public init(
    _ instance: Instance, registry: InstanceRegistry, symbolizer: Symbolizer, settings: Settings
  ) {
    name = instance.name
    self.instance = instance
    self.registry = registry
    self.symbolizer = symbolizer
    self.settings = settings
  }

  // MARK: - The connection

  /// Connects where there is no session. False: there is none; `obstacle` says why.
  @discardableResult
  public func connect(isQuiet: Bool = false) -> Bool {
    if session != nil { return true }
    guard let found = registry.running().first(where: { $0.name == name }) else {
      obstacle = "gone"
      obstacleStatus = .environment
      if !isQuiet { settings.error(Messages.gone(name)) }
      return false
    }
    instance = found
    do throws(InspectFailure) {
      guard let session = try open(found) else {
        obstacle = "no inspector"
        if !isQuiet { settings.error(Messages.noInspector(name)) }
        return false
      }
      self.session = session
      obstacle = ""
      isArmed = false
      names = [:]
      if let lastBoot, lastBoot != session.boot { settings.error(Messages.anew(name)) }
      lastBoot = session.boot
      return true
    } catch {
      obstacle = Messages.state(error)
      obstacleStatus = error == .silent ? .timeout : .environment
      if !isQuiet { settings.error(Messages.text(error, name, isStopping: settings.isStopping)) }
      return false
    }
  }

  /// Nil: it has no inspector.
  private func open(_ instance: Instance) throws(InspectFailure) -> (any InspectionSession)? {
    if settings.isStopping { return try StoppedSession(instance) }
    guard let socket = instance.socket else { return nil }
    return try ConsoleSession(to: socket)
  }

  /// The connection as the prompt shows it: notices an end, looks for a new beginning.
  /// - Returns: whether the prompt is another one now.
  func look() -> Bool {
    let before = prompt
    if let session {
      if session.hasEnded { lose("gone") }
    } else {
      connect(isQuiet: true)
    }
    return prompt != before
  }

  private func lose(_ why: String) {
    session = nil
    isArmed = false
    obstacle = why
  }

  /// `virtio hello> `, `unix hello (gone)> `, `virtio hello armed! `, `unix hello stopped 3.1 ms> `.
  var prompt: String {
    let head = "\(instance.target) \(name)"
    if !obstacle.isEmpty { return "\(head) (\(obstacle))> " }
    if let state = session?.state, !state.isEmpty { return "\(head) \(state)> " }
    return isArmed ? "\(head) armed! " : "\(head)> "
  }

  // MARK: - Lines

  /// Carries out a line. An incomplete one is wrong here: the prompt has asked for the rest before.
  public func execute(_ text: String) -> LineOutcome {
    let line: ConsoleLine
    do throws(ConsoleLine.Fault) {
      line = try ConsoleLine(text)
    } catch {
      switch error {
      case .incomplete(let reason):
        settings.error(Messages.unfinished(reason))
      case .message(let text): settings.error("mirador: " + text)
      }
      return .failed(.usage)
    }
    guard let first = line.words.first else { return .done }
    let rest = Array(line.words.dropFirst())
    switch first {
    case "quit", "exit": return .quit
    case "\\x":
      isExpanded.toggle()
      return show(["expanded form is " + (isExpanded ? "on" : "off")], line)
    case "help": return help(rest, line)
    case "explain": return explain(rest, line)
    case "watch": return watch(rest, line)
    case "top": return top(line)
    default: return run(line, pages: true)
    }
  }

  /// The values, or a fault that was said.
  func resolve(_ words: [String]) -> (CommandDeclaration, [Cell])? {
    guard connect(), let session, let first = words.first else { return nil }
    guard let declaration = session.declaration(first) else {
      settings.error(Messages.unknown(first, near: near(first)))
      return nil
    }
    do throws(ArgumentFault) {
      return (declaration, try declaration.values(of: Array(words.dropFirst())))
    } catch {
      settings.error("mirador: \(error.text)\nUsage: \(error.usage)")
      return nil
    }
  }

  private func run(_ line: ConsoleLine, pages: Bool) -> LineOutcome {
    guard connect() else { return .failed(obstacleStatus) }
    guard let (declaration, arguments) = resolve(line.words) else { return .failed(.usage) }
    switch ask(declaration, arguments) {
    case .failure(let status): return .failed(status)
    case .success(let whole):
      for note in session?.notes ?? [] { settings.error(note) }
      guard let answer = select(whole, line) else { return .failed(.usage) }
      if answer.outcome != .complete || answer.rows.isEmpty {
        let note = answer.footnote
        if !note.isEmpty { settings.error(note) }
      }
      let outcome = show(text(answer, line), line, pages: pages)
      guard answer.outcome != .cancelled || settings.isInteractive else {
        return .failed(.failed)
      }
      return outcome
    }
  }

  enum Asked {
    case success(ConsoleAnswer)
    case failure(ToolStatus)
  }

  func ask(_ declaration: CommandDeclaration, _ arguments: [Cell]) -> Asked {
    guard let session else { return .failure(.environment) }
    do throws(InspectFailure) {
      switch try session.run(declaration, arguments) {
      case .success(let answer):
        if declaration.name == "arm" { isArmed = true }
        if declaration.name == "disarm" { isArmed = false }
        return .success(answer)
      case .failure(let failure):
        for note in session.notes { settings.error(note) }
        settings.error("mirador: " + printable(failure.text))
        return .failure(.failed)
      }
    } catch {
      // Whatever it was: what comes from now on may belong to the lost answer.
      lose(Messages.state(error))
      settings.error(Messages.text(error, name, isStopping: settings.isStopping))
      return .failure(error == .silent ? .timeout : error == .interrupted ? .failed : .environment)
    }
  }

  /// The rows and columns that the line wants; nil: there is no such column, which was said.
  func select(_ answer: ConsoleAnswer, _ line: ConsoleLine) -> ConsoleAnswer? {
    do throws(UnknownColumn) {
      let names = line.selection.conditions.isEmpty ? [:] : names(for: answer)
      return try line.selection(answer, names: names)
    } catch {
      settings.error("mirador: " + printable(error.text))
      return nil
    }
  }

  func text(_ answer: ConsoleAnswer, _ line: ConsoleLine) -> [String] {
    let names = self.names(for: answer)
    if line.form == .json || (settings.isJSON && line.form == .standard) {
      return [answer.json(names: names)]
    }
    return answer.lines(
      appearance(line), names: names, isExpanded: isExpanded || line.form == .expanded)
  }

  /// What goes into a file or a program is neither cut nor coloured.
  func appearance(_ line: ConsoleLine) -> Appearance {
    var appearance = settings.appearance()
    if line.sink != .screen {
      appearance.width = nil
      appearance.palette = Palette(hasColour: false)
    }
    return appearance
  }

  func show(
    _ lines: [String], _ line: ConsoleLine, pages: Bool = false
  ) -> LineOutcome {
    let text = lines.map { $0 + "\n" }.joined()
    switch line.sink {
    case .screen:
      let pager = pages && settings.isInteractive ? Pager.command(for: lines.count) : nil
      if let pager, ShellPipe.write(text, to: pager) != nil { return .done }
      settings.output(text)
    case .file(let path, let appends):
      if let reason = FileSink.write(text, to: path, appends: appends) {
        settings.error("mirador: \(path) cannot be written: \(reason)")
        return .failed(.environment)
      }
    case .shell(let command):
      guard let status = ShellPipe.write(text, to: command), status == 0 else {
        return .failed(.failed)
      }
    }
    return .done
  }

  // MARK: - Names of code

  func names(for answer: ConsoleAnswer) -> CodeNames {
    let unknown = answer.addresses.subtracting(names.keys).sorted()
    guard !unknown.isEmpty, let symbols = session?.symbols ?? instance.trustedSymbols else {
      return names
    }
    let symbolizer = symbolizer
    let found = Blocking.wait { await symbolizer.names(of: unknown, in: symbols) }
    names.merge(found) { $1 }
    return names
  }
}

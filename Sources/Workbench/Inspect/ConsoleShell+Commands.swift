// The commands that the console knows itself.

import Foundation
import InspectionProtocol
import Tables

extension ConsoleShell {
  func near(_ word: String) -> String? {
    let names = (session?.commands.map(\.name) ?? []) + ConsoleShell.ownCommands
    return names.first { $0.hasPrefix(word) } ?? Nearest.match(word, among: names)
  }

  func help(_ words: [String], _ line: ConsoleLine) -> LineOutcome {
    guard connect(), let session else { return .failed(obstacleStatus) }
    guard let word = words.first else {
      return show(
        HelpText.all(session.commands, settings.appearance(), isStopping: settings.isStopping),
        line,
        pages: true)
    }
    guard let declaration = session.declaration(word) else {
      settings.error(Messages.unknown(word, near: near(word)))
      return .failed(.usage)
    }
    return show(HelpText.one(declaration, settings.appearance()), line, pages: true)
  }

  func explain(_ words: [String], _ line: ConsoleLine) -> LineOutcome {
    guard connect(), let session else { return .failed(obstacleStatus) }
    guard let word = words.first, let declaration = session.declaration(word) else {
      settings.error(
        words.first.map { Messages.unknown($0, near: near($0)) } ?? Messages.explainWhat)
      return .failed(.usage)
    }
    return show(HelpText.explanation(declaration, settings.appearance()), line, pages: true)
  }

  func top(_ line: ConsoleLine) -> LineOutcome {
    guard connect(), let session else { return .failed(obstacleStatus) }
    guard let name = ["cpu", "tasks"].first(where: { session.declaration($0) != nil }) else {
      settings.error(Messages.noTop)
      return .failed(.usage)
    }
    return watch(["1s", name], line)
  }

  /// `watch [INTERVAL] COMMAND…`
  func watch(_ words: [String], _ line: ConsoleLine) -> LineOutcome {
    guard connect() else { return .failed(obstacleStatus) }
    var words = words
    let interval = words.first.flatMap(Watch.interval)
    if interval != nil { words.removeFirst() }
    guard !words.isEmpty else {
      settings.error(Messages.watchWhat)
      return .failed(.usage)
    }
    guard let (declaration, arguments) = resolve(words) else { return .failed(.usage) }
    guard declaration.tier == .read else {
      settings.error(Messages.watchChanges(declaration.name))
      return .failed(.usage)
    }
    var watch = Watch(interval: interval ?? .seconds(2), words: words)
    while true {
      switch ask(declaration, arguments) {
      case .failure(let status): return .failed(status)
      case .success(let whole):
        guard let answer = select(whole, line) else { return .failed(.usage) }
        var shown = line
        shown.words = words
        if line.form == .json || settings.isJSON {
          _ = show(text(answer, shown), line)
        } else {
          let lines = watch.lines(
            answer, appearance(line), names: names(for: answer),
            clears: settings.isInteractive && line.sink == .screen)
          if case .failed(let status) = show(lines, line) { return .failed(status) }
        }
        if answer.outcome == .cancelled { return .done }
      }
      if !watch.pause() { return .done }
    }
  }
}

// A command, again and again, with what changed since the last time marked.

import Arguments
import Foundation
import InspectionProtocol

import struct Time.Duration

struct Watch {
  let interval: Swift.Duration
  let words: [String]
  private var last: [[Cell]]?

  /// What repaints a screen: the cursor to its corner, everything erased (ECMA-48).
  private static let clear = "\u{1B}[H\u{1B}[2J"

  init(interval: Swift.Duration, words: [String]) {
    self.interval = interval
    self.words = words
  }

  /// `1s`, `250ms`, or a number of seconds.
  static func interval(_ word: String) -> Swift.Duration? {
    if let seconds = Double(word), seconds >= 0.1, seconds < 1e6 { return .seconds(seconds) }
    guard let duration = Time.Duration(argument: word), duration.nanoseconds >= 100_000_000 else {
      return nil
    }
    return .nanoseconds(duration.nanoseconds)
  }

  mutating func lines(
    _ answer: ConsoleAnswer, _ appearance: Appearance, names: CodeNames, clears: Bool
  ) -> [String] {
    let changed = changes(answer)
    last = answer.rows
    let head = appearance.palette.faint(
      "every \(Self.text(interval)): \(words.joined(separator: " "))")
    let body = answer.lines(appearance, names: names, changed: { changed.contains([$0, $1]) })
    guard clears else { return [head] + body }
    let height = Pager.height.map { max($0 - 2, 1) } ?? body.count
    return [Self.clear + head + "   ^C ends it"] + body.prefix(height)
  }

  /// Rows are compared by their first id, or their first text, so that one that goes does not mark all
  /// that follow it.
  private func changes(_ answer: ConsoleAnswer) -> Set<[Int]> {
    guard let last else { return [] }
    var before: [Cell: [Cell]] = [:]
    for row in last { if let key = Self.key(row) { before[key] = row } }
    var changed: Set<[Int]> = []
    for (index, row) in answer.rows.enumerated() {
      let old = Self.key(row).flatMap { before[$0] }
      for (column, cell) in row.enumerated() {
        guard let old, column < old.count else {
          changed.insert([index, column])
          continue
        }
        if old[column] != cell { changed.insert([index, column]) }
      }
    }
    return changed
  }

  private static func key(_ row: [Cell]) -> Cell? {
    let id = row.first { if case .id = $0 { true } else { false } }
    return id ?? row.first { if case .text = $0 { true } else { false } }
  }

  /// False: ^C.
  func pause() -> Bool {
    let end = ContinuousClock.now + interval
    while ContinuousClock.now < end {
      if InterruptFlag.take() { return false }
      let left = (end - .now) / .milliseconds(1)
      poll(nil, 0, Int32(max(1, min(left, 100))))
    }
    return !InterruptFlag.take()
  }

  private static func text(_ interval: Swift.Duration) -> String {
    Cell.decimal(interval / .seconds(1), digits: 1) + " s"
  }
}

extension Cell: Hashable {
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .text(let text): hasher.combine(text)
    case .id(let id): hasher.combine(id)
    default: hasher.combine(type?.rawValue)
    }
  }
}

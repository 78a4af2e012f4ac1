// What chance did to a link, written down, to be done again:
//
//     in 3 lost
//     out 12 corrupted 37 512
//     out 13 delayed 3ms
//
// A line is one fault: the direction, the how manyth frame of that direction, and what happened to it. A frame
// with several faults has several lines. What the settings decide (delay, bandwidth, MTU, outages) is not in
// it: a schedule is replayed on settings.

import Time

/// Faults by frame.
package struct FaultSchedule: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    package var direction: FrameDirection
    /// 1 for the first frame of its direction.
    package var ordinal: Int
    package var fault: Fault

    package init(_ direction: FrameDirection, _ ordinal: Int, _ fault: Fault) {
      self.direction = direction
      self.ordinal = ordinal
      self.fault = fault
    }
  }

  package private(set) var entries: [Entry]
  private var places: [FrameDirection: [Int: [Int]]] = [:]

  /// - Parameter entries: in the order in which faults of the same frame are to happen.
  package init(_ entries: [Entry] = []) {
    self.entries = []
    for entry in entries { append(entry) }
  }

  package mutating func append(_ entry: Entry) {
    places[entry.direction, default: [:]][entry.ordinal, default: []].append(entries.count)
    entries.append(entry)
  }

  /// The faults of a frame.
  package func faults(_ direction: FrameDirection, _ ordinal: Int) -> [Fault] {
    guard let found = places[direction]?[ordinal] else { return [] }
    return found.map { entries[$0].fault }
  }

  package static func == (left: Self, right: Self) -> Bool { left.entries == right.entries }
}

extension FaultSchedule: CustomStringConvertible {
  /// Why a text is no schedule.
  package struct Failure: Error, Equatable, CustomStringConvertible {
    package let line: Int
    package let text: String

    package var description: String {
      "Line \(line) of the schedule, \"\(text)\", is not right: write it like \"in 3 lost\" or "
        + "\"out 12 corrupted 37 512\"."
    }
  }

  package var description: String {
    entries.map { "\($0.direction.rawValue) \($0.ordinal) \($0.fault)\n" }.joined()
  }

  /// The schedule that `text` says; empty lines do not count.
  package static func parse(_ text: String) throws(Failure) -> FaultSchedule {
    var schedule = FaultSchedule()
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      let words = line.split(separator: " ")
      guard !words.isEmpty else { continue }
      guard words.count >= 3, let direction = FrameDirection(rawValue: String(words[0])),
        let ordinal = Int(words[1]), ordinal > 0, let fault = Fault(words: Array(words[2...]))
      else { throw Failure(line: number, text: String(line)) }
      schedule.append(Entry(direction, ordinal, fault))
    }
    return schedule
  }
}

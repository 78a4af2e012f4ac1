// The addresses of a trap report's tasks. They are functions' first bytes, looked up as they are; what
// the compiler and the concurrency library put around an application's functions is left out.

import Foundation

extension Symbolizer {
  /// The lines with those of the last report's tasks completed by what their addresses mean.
  func symbolizeTasks(
    _ lines: [Transcript.Line], with elf: URL
  ) async -> [Transcript.Line] {
    guard let start = lines.lastIndex(where: { TrapReport.isHeadline($0.text) }) else {
      return lines
    }
    let places = lines.indices[(start + 1)...].compactMap { index in
      Self.taskAddress(of: lines[index].text).map { (index, $0) }
    }
    let unique = Array(Set(places.map(\.1)).sorted().prefix(Limits.taskAddresses))
    let found = await lookUp(unique, in: elf)
    guard !found.isEmpty else { return lines }
    let frames = Dictionary(uniqueKeysWithValues: zip(unique, found))
    var texts: [Int: String?] = [:]
    for (index, address) in places {
      guard let frame = frames[address]?.last, frame.function != nil else { continue }
      texts[index] = .some(Self.text(of: frame, after: lines[index].text))
    }
    return lines.indices.compactMap { index in
      switch texts[index] {
      case nil: lines[index]
      case .some(nil): nil
      case .some(let text?): .init(text: text, at: lines[index].at)
      }
    }
  }

  /// The address of a line that is exactly one of `ReportedTask.prefixes` and an address.
  static func taskAddress(of line: String) -> UInt64? {
    guard let prefix = ReportedTask.prefixes.first(where: line.hasPrefix) else { return nil }
    return TrapReport.address(of: "  at " + line.dropFirst(prefix.count))
  }

  /// Nil: nobody wants to read it.
  private static func text(of frame: Frame, after line: String) -> String? {
    let isEntry = line.hasPrefix(ReportedTask.prefixes[1])
    var frame = frame
    let partial = "partial apply for "
    if let function = frame.function, function.hasPrefix(partial), isEntry {
      frame.function = String(function.dropFirst(partial.count))
    }
    return isMachinery(frame) ? nil : line + "  " + frame.description
  }

  /// What stands between the functions that a program wrote.
  static func isMachinery(_ frame: Frame) -> Bool {
    if isPlumbing(frame) { return true }
    let function = frame.function ?? ""
    return ["partial apply for ", "protocol witness for ", "_Z", "swift::"].contains {
      function.hasPrefix($0)
    }
  }
}

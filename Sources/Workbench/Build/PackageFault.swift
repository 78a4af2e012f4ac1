// An error that the compiler has about a library's code when it makes that code for the application's types. It
// has no place of its own, only notes about who asked:
//
//     <unknown>:0: error: cannot use key path in embedded Swift
//     unikernel.swift:7:37: note: generic specialization called here

import Foundation

/// The first error without a place, with its notes.
struct PackageFault: Sendable, Equatable {
  let message: String
  let text: String

  private static let mark = "<unknown>:0: error: "

  /// Nil when the output has none, or is that of a compiler that died: it speaks of itself then.
  init?(_ output: String) {
    guard !output.contains("\nStack dump:\n") else { return nil }
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix(PackageFault.mark) }) else {
      return nil
    }
    let rest = lines[start...].dropFirst()
    // Up to the next error and the explanations behind the last.
    let end = rest.firstIndex { $0.hasPrefix(PackageFault.mark) || $0.hasPrefix("[#") }
    let told = lines[start..<(end ?? lines.endIndex)]
    message = String(lines[start].dropFirst(PackageFault.mark.count))
    text = told.joined(separator: "\n").trimmingCharacters(in: .newlines)
  }
}

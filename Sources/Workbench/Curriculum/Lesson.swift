// A lesson: everything that Lessons/NN-name/ says, parsed. A value of this type is whole: `init`
// (Lesson+Load.swift) throws at the first thing that is missing, too large, unknown or contradictory.
// Whether the checks judge rightly is for `lesson lint` to prove; it boots them.

import Configure
import Foundation

/// A lesson of the curriculum.
public struct Lesson: Sendable {
  /// Its directory below Lessons/.
  public let directory: URL
  /// 1...99, the first digits of the directory's name.
  public let number: Int
  /// The directory's name without the number: `nothing-at-all`.
  public let slug: String
  public let manifest: Manifest
  /// lesson.md, a screen each.
  public let steps: [Step]
  /// Three rungs: where to look, what to know, how to do it. None is the answer.
  public let hints: [String]
  /// checks.toml, in the file's order; kinds are not looked at yet.
  public let checks: [CheckDefinition]
  public let questions: [Question]
  /// Paths of the starter's files, relative to starter/.
  public let starterFiles: [String]
  public let mutants: [Mutant]

  /// The directory's name, which is also the lesson's id: `01-nothing-at-all`.
  public var id: String { directory.lastPathComponent }
  public var title: String { manifest.title }
  public var starter: URL { directory.appending(path: "starter") }
  public var solution: URL { directory.appending(path: "solution.patch") }
}

extension Lesson {
  /// A screen of text.
  public struct Step: Sendable, Equatable {
    /// The step's heading.
    public let title: String
    /// The lines below the heading.
    public let lines: [String]
  }

  /// A wrong solution that the checks must catch.
  public struct Mutant: Sendable, Equatable {
    /// The patch's name without `.patch`.
    public let name: String
    public let patch: URL
    /// The checks of which at least one must be what catches it.
    public let caughtBy: [String]
  }
}

// Lays out the starter, alone or with a patch applied.
//
// Patches are `git apply` patches with paths relative to starter/ (a/unikernel.swift). Git looks for
// no repository above the target directory (GIT_CEILING_DIRECTORIES), so it works the same inside and
// outside of one. Text before the first `diff` line is commentary, which git passes over.

import Foundation

extension Lesson {
  /// Copies the starter into `directory`, which must not exist; its parent must.
  public func copyStarter(to directory: URL) throws(EnvironmentFault) {
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
      for name in starterFiles {
        let data = try Data(contentsOf: starter.appending(path: name))
        let place = directory.appending(path: name)
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: place)
      }
    } catch {
      throw EnvironmentFault("copy the starter to", directory.path, error)
    }
  }

  /// Applies a patch of this lesson to a copy of the starter.
  public func apply(_ patch: URL, to directory: URL) throws(PatchFault) {
    let result: External.Result
    do {
      result = try External.run(
        "git", ["apply", "--whitespace=nowarn", patch.path], in: directory,
        environment: [
          "GIT_CEILING_DIRECTORIES": directory.deletingLastPathComponent().path,
          "LC_ALL": "C",
        ])
    } catch {
      throw .environment(error)
    }
    guard result.status == 0 else {
      let file = patch.path.split(separator: "/").suffix(2).joined(separator: "/")
      throw .doesNotApply("\(file) does not apply to the starter:\n\(result.errors)")
    }
  }
}

/// Why a patch was not applied.
public enum PatchFault: Error, Sendable, Equatable {
  case environment(EnvironmentFault)
  /// Git's words.
  case doesNotApply(String)
}

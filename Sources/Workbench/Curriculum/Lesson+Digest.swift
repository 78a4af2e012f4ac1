import Foundation

extension Lesson {
  /// SHA-256 over the lesson's files: of the list of `sha256sum` lines (digest, path) sorted by path.
  /// coreutils computes it; the same number comes from
  /// `find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum`.
  public func digest() throws(EnvironmentFault) -> String {
    let paths = try files()
    let sums = try sha256sum(paths, input: nil)
    return String(try sha256sum([], input: sums).prefix(64))
  }

  private func sha256sum(_ paths: [String], input: String?) throws(EnvironmentFault) -> String {
    let result = try External.run(
      "sha256sum", paths.isEmpty ? [] : ["--"] + paths, input: input, in: directory)
    guard result.status == 0 else {
      throw EnvironmentFault("sha256sum failed: \(result.errors) Check that Lessons/ is readable.")
    }
    return result.output
  }

  private func files() throws(EnvironmentFault) -> [String] {
    guard let all = FileManager.default.enumerator(atPath: directory.path) else {
      throw EnvironmentFault("read", directory.path, errno: ENOENT)
    }
    var paths: [String] = []
    for case let path as String in all {
      var isDirectory: ObjCBool = false
      let full = directory.appending(path: path).path
      if FileManager.default.fileExists(atPath: full, isDirectory: &isDirectory),
        !isDirectory.boolValue
      {
        paths.append(path)
      }
    }
    return paths.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }
}

import Foundation

/// The directory of the project itself.
public enum ProjectRoot {
  /// MIRADOR_ROOT (the launcher sets it), else the nearest directory above the executable or the
  /// current directory that has both Package.swift and Lessons/.
  public static func find(
    environment: [String: String], executable: URL?, current: URL
  ) throws(EnvironmentFault) -> URL {
    if let named = environment["MIRADOR_ROOT"], !named.isEmpty {
      let root = URL(filePath: named)
      if isRoot(root) { return root }
      throw EnvironmentFault("MIRADOR_ROOT=\(named) is not a checkout of Mirador. Unset it.")
    }
    for start in [executable?.resolvingSymlinksInPath(), current].compactMap({ $0 }) {
      var directory = start.standardizedFileURL
      while directory.path != "/" {
        if isRoot(directory) { return directory }
        directory = directory.deletingLastPathComponent()
      }
    }
    throw EnvironmentFault("No checkout of Mirador is here. Go into one and run ./mirador there.")
  }

  private static func isRoot(_ directory: URL) -> Bool {
    ["Package.swift", "Lessons"].allSatisfy {
      FileManager.default.fileExists(atPath: directory.appending(path: $0).path)
    }
  }
}

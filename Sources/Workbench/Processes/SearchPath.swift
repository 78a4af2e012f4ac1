import Foundation

/// The directories in which programs are looked for, in order.
///
/// Passed in rather than read from the environment, so that a test can simulate a machine that
/// lacks a program.
public struct SearchPath: Sendable, Equatable {
  public var directories: [String]

  public init(_ directories: [String]) {
    self.directories = directories
  }

  /// What PATH says, completed with the places that a user's PATH may lack.
  public static var environment: SearchPath {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    var directories = path.split(separator: ":").map(String.init)
    for usual in ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"]
    where !directories.contains(usual) {
      directories.append(usual)
    }
    return SearchPath(directories)
  }

  /// The first executable file of this name; nil when there is none.
  public func find(_ name: String) -> String? {
    for directory in directories {
      let candidate = directory + "/" + name
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: candidate, isDirectory: &isDirectory),
        !isDirectory.boolValue, FileManager.default.isExecutableFile(atPath: candidate)
      else { continue }
      return candidate
    }
    return nil
  }

  /// The first executable file of this name beside `program`, symbolic links followed, else on
  /// the path: the tools of a toolchain sit together.
  public func find(_ name: String, beside program: String) -> String? {
    if let path = find(program) {
      let real = URL(fileURLWithPath: path).resolvingSymlinksInPath()
      let beside = SearchPath([real.deletingLastPathComponent().path])
      if let found = beside.find(name) { return found }
    }
    return find(name)
  }
}

/// Code from elsewhere: the application's sources can import it.
public struct Library: Equatable, Sendable {
  public enum Origin: Equatable, Sendable {
    /// A folder of Swift files beside config.swift, whose name is the module's.
    case local(path: String)
    /// A product of a Swift package, at exactly this version.
    case package(url: String, version: String)
  }
  /// The name to import.
  public let module: String
  public let origin: Origin
  public let line: Int

  /// The Swift files in the folder `path`, relative to config.swift, as the module `module`.
  public static func local(_ module: String, path: String, line: Int = #line) -> Library {
    Library(module: module, origin: .local(path: path), line: line)
  }

  /// The module `module` of the Swift package at `url`, at exactly this version.
  public static func package(
    _ module: String, url: String, exact version: String, line: Int = #line
  ) -> Library {
    Library(module: module, origin: .package(url: url, version: version), line: line)
  }
}

import Configure
import Tables

/// What is wrong with a package, for who wrote the config.swift. Each text ends with what to do.
extension Messages {
  static let noGit =
    "git was not found on PATH; Swift packages are fetched with it. Install git (apt-get install git)."
  static let fetchingTooLong =
    "fetching Swift packages did not end. Check the network and the URLs in config.swift, then try again."

  static func fetching(_ packages: [String]) -> String {
    "fetching " + packages.joined(separator: ", ")
  }

  static func compilingPackage(_ target: String, _ package: String) -> String {
    "compiling \(target) of \(package) (once per version)"
  }

  static func noAddress(_ url: String, line: Int) -> String {
    configFault(
      "\"\(url)\" is no URL of a package. Write it in full, such as https://host/owner/name; "
        + "for a folder of this machine use .local(_:path:).", line: line)
  }

  static func noVersion(_ version: String, line: Int) -> String {
    configFault(
      "\"\(version)\" is no version of a package. Write three numbers, such as 1.2.0.", line: line)
  }

  static func twoVersions(_ first: PackageRequest, _ second: PackageRequest) -> String {
    configFault(
      """
      the package \(second.identity) is asked for twice, and not alike:
        config.swift:\(first.line): \(first.url) \(first.version)
        config.swift:\(second.line): \(second.url) \(second.version)
      An image has one of it. Write the same URL and version in both lines.
      """, line: second.line)
  }

  static func notFetched(
    _ package: String, _ reason: String, versions: [String], line: Int
  ) -> String {
    let words = reason.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let remedy =
      versions.isEmpty
      ? "Check the URL, the version and the network, then build again."
      : "It has \(versions.joined(separator: ", ")). Write one of its versions."
    return configFault("\(package) cannot be had. SwiftPM says:\n\(words)\n\(remedy)", line: line)
  }

  static func cannotDescribe(_ package: String, _ reason: String) -> String {
    "SwiftPM's answer about \(package) cannot be read: \(reason). "
      + "Use Swift \(Toolchain.supportedVersion), or report this."
  }

  static func noModule(
    _ library: Library, _ request: PackageRequest, _ modules: [String]
  ) -> String {
    let remedy =
      if let near = Nearest.match(library.module, among: modules) {
        "Did you mean \(near)?"
      } else if modules.isEmpty {
        "It has no libraries. Use another package."
      } else {
        "It has \(modules.joined(separator: ", ")). Name one of these."
      }
    return configFault(
      "the package \(request.title) has no module \(library.module). \(remedy)", line: library.line)
  }

  /// A target that no image can have, whatever its sources say.
  static func unfit(
    _ target: String, _ package: String, _ reason: String, for library: Library
  ) -> String {
    configFault(
      "\(subject(target, package, library)) cannot be part of an image: \(reason). "
        + "Use another library, or copy the part that you need into a local one.",
      line: library.line)
  }

  /// - Parameter reason: the compiler's first error.
  static func noEmbedded(
    _ target: String, _ package: String, _ reason: String, for library: Library
  ) -> String {
    configFault(
      """
      \(subject(target, package, library)) does not compile for an image:
      \(reason)
      This package does not support Embedded Swift. Use another library, or copy the part that you need into a local one.
      """, line: library.line)
  }

  /// What is generic in a library is compiled with the program that uses it, and only then found unfit.
  static func notEmbedded(_ message: String, _ compiler: String) -> String {
    """
    unikernel.swift: error: \(message)
    The code of a library, made for this program's types, is not Embedded Swift. The compiler says:
    \(compiler)
    Do without the call that is named there, or use another library.
    """
  }

  private static func subject(_ target: String, _ package: String, _ library: Library) -> String {
    let name = "\(target) of \(package)"
    return target == library.module ? name : "\(library.module) needs \(name), which"
  }
}

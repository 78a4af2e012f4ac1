// Writes the Package.swift by which SwiftPM finds what a unikernel takes from packages. It is there to be
// resolved and read, not built: `mirador build` compiles the sources itself, as Embedded Swift.

import Configure

/// Generated package manifests.
public enum PackageManifest {
  /// The Package.swift for a unikernel's libraries: each package once, at its exact version, beside the
  /// line of config.swift that asks for it. Nil when none of them is a package.
  /// - Throws: `.source` when a URL or a version is none, or when two libraries disagree about one.
  public static func text(libraries: [Library]) throws(BuildFailure) -> String? {
    let requests = try PackageRequest.all(of: libraries)
    return requests.isEmpty ? nil : text(of: requests)
  }

  static func text(of requests: [PackageRequest]) -> String {
    var lines = [
      "// swift-tools-version: \(toolsVersion)",
      "// Made by mirador from config.swift; changed there, not here.",
      "//",
      "// SwiftPM finds the packages by it (swift package resolve), and Package.resolved beside it holds the",
      "// versions that it found, those of the packages' own packages too.",
      "",
      "import PackageDescription",
      "",
      "let package = Package(",
      "  name: \"unikernel-packages\",",
      "  dependencies: [",
    ]
    for request in requests {
      for library in request.libraries {
        lines.append("    // config.swift:\(library.line)  import \(library.module)")
      }
      let (url, version) = (literal(request.url), literal(request.version))
      lines.append("    .package(url: \(url), exact: \(version)),")
    }
    lines += ["  ])", ""]
    return lines.joined(separator: "\n")
  }

  /// That of the packages that Swift 6.3 can read.
  private static let toolsVersion = "6.2"

  /// A raw string, so that nothing in the text has a meaning.
  private static func literal(_ text: String) -> String {
    var fence = ""
    while text.contains("\"" + fence) || text.contains("\\" + fence) { fence += "#" }
    return "\(fence)\"\(text)\"\(fence)"
  }
}

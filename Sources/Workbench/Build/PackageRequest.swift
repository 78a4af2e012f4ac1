// What a config.swift asks of one Swift package: its libraries, grouped and checked before anything is
// fetched. PackageManifest writes them down for SwiftPM; PackageCompiler starts from them.

import Configure
import Foundation

/// A package and the modules that config.swift takes from it.
struct PackageRequest: Sendable, Equatable {
  /// What SwiftPM calls the package: the last part of its URL, in lower case, without `.git`.
  let identity: String
  let url: String
  let version: String
  /// At least one, in the order of config.swift.
  private(set) var libraries: [Library]

  /// The first line of config.swift that names the package.
  var line: Int { libraries.first?.line ?? 0 }

  /// The package and its version, for people.
  var title: String { identity + " " + version }

  /// The packages among `libraries`, each once, in the order of config.swift.
  static func all(of libraries: [Library]) throws(BuildFailure) -> [PackageRequest] {
    var requests: [PackageRequest] = []
    for library in libraries {
      guard case .package(let url, let version) = library.origin else { continue }
      let request = try PackageRequest(library, url: url, version: version)
      guard let index = requests.firstIndex(where: { $0.identity == request.identity }) else {
        requests.append(request)
        continue
      }
      guard requests[index].isSame(as: request) else {
        throw .source(diagnostics: Messages.twoVersions(requests[index], request))
      }
      requests[index].libraries.append(library)
    }
    return requests
  }

  private init(_ library: Library, url: String, version: String) throws(BuildFailure) {
    guard PackageRequest.isAddress(url) else {
      throw .source(diagnostics: Messages.noAddress(url, line: library.line))
    }
    guard PackageRequest.isVersion(version) else {
      throw .source(diagnostics: Messages.noVersion(version, line: library.line))
    }
    identity = PackageRequest.bare(url).split(separator: "/").last.map { $0.lowercased() } ?? url
    self.url = url
    self.version = version
    libraries = [library]
  }

  private func isSame(as other: PackageRequest) -> Bool {
    version == other.version && PackageRequest.bare(url) == PackageRequest.bare(other.url)
  }

  /// The URL without what may be left out at its end.
  private static func bare(_ url: String) -> String {
    var text = Substring(url)
    while text.hasSuffix("/") { text.removeLast() }
    return String(text.hasSuffix(".git") ? text.dropLast(4) : text)
  }

  /// `scheme://host/path` or git's short `user@host:path`. A path of this machine is neither.
  private static func isAddress(_ url: String) -> Bool {
    let isPrintable = url.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f }
    let form = #/([a-z][a-z0-9+.-]*:\/\/|[^\/:@]+@[^\/:]+:).*[^\/]\/*/#
    return isPrintable && url.wholeMatch(of: form) != nil
  }

  /// A version as https://semver.org has it, which is what SwiftPM takes.
  private static func isVersion(_ text: String) -> Bool {
    let form = #/(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?/#
    // The whole of it: `$` would let a newline pass. Digits of other scripts are none.
    return text.utf8.count <= 64 && text.utf8.allSatisfy { $0 < 0x80 }
      && text.wholeMatch(of: form) != nil
  }
}

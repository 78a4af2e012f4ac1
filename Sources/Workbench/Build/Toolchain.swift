import Foundation
import Processes

/// The Swift toolchain that images are built with: the compiler on PATH and what lies beside it.
struct Toolchain: Sendable {
  /// The versions that the Embedded build was proved with.
  static let supportedVersion = "6.3"
  /// The one triple whose toolchain ships Embedded Swift with concurrency.
  static let triple = "x86_64-unknown-linux-gnu"

  let frontend: URL
  let clang: URL
  let linker: URL
  let objectCopy: URL
  /// Holds the archives of Embedded Swift.
  let libraries: URL

  /// Swift's own part of every image.
  var concurrencyArchives: [URL] {
    ["libswift_Concurrency.a", "libswiftUnicodeDataTables.a"].map { libraries.appending(path: $0) }
  }

  /// The standard library that every application is compiled with.
  var standardLibrary: URL {
    libraries.deletingLastPathComponent()
      .appending(path: "Swift.swiftmodule/\(Toolchain.triple).swiftmodule")
  }

  /// Changes whenever the compiler does.
  let identity: String

  /// Looks along `path`, which has the form of the environment variable PATH.
  init(path: String) throws(BuildFailure) {
    let search = SearchPath(path.split(separator: ":").map(String.init))
    guard let compiler = search.find("swiftc") else {
      throw .environment(Messages.noCompiler)
    }
    let binaries = URL(filePath: compiler).resolvingSymlinksInPath().deletingLastPathComponent()
    frontend = binaries.appending(path: "swift-frontend")
    clang = binaries.appending(path: "clang")
    linker = binaries.appending(path: "ld.lld")
    objectCopy = binaries.appending(path: "llvm-objcopy")
    libraries = binaries.deletingLastPathComponent()
      .appending(path: "lib/swift/embedded/\(Toolchain.triple)")
    for tool in [frontend, clang, linker, objectCopy]
    where !FileManager.default.isExecutableFile(atPath: tool.path) {
      throw .environment(Messages.missingTool(tool.lastPathComponent))
    }
    guard FileManager.default.fileExists(atPath: libraries.path) else {
      throw .environment(Messages.noEmbeddedLibraries)
    }
    identity = Toolchain.identity(of: frontend)
  }

  /// The compiler's own words about its version, such as `6.3.1`.
  func version() async throws(BuildFailure) -> String {
    let output = try await Command(frontend, ["-version"]).run()
    let words = output.text.split(whereSeparator: \.isWhitespace)
    guard let index = words.firstIndex(of: "version"), index + 1 < words.count else { return "" }
    return String(words[index + 1])
  }

  private static func identity(of file: URL) -> String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
    let size = attributes?[.size] as? Int ?? 0
    let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(file.path) \(size) \(date)"
  }
}

import Build
import Foundation
import Synchronization
import Testing

/// Swift packages in git repositories of this machine, and unikernels that use them.
enum PackageShelf {
  static let collections = "https://github.com/apple/swift-collections"

  /// A repository with these files, tagged 1.0.0.
  static func make(_ name: String, _ files: [String: String], in folder: URL) throws -> String {
    let repository = folder.appending(path: name)
    for (path, text) in files {
      let file = repository.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let author = ["-c", "user.name=A Test", "-c", "user.email=test@localhost"]
    try git(["init", "--quiet"], in: repository)
    try git(["add", "."], in: repository)
    try git(author + ["commit", "--quiet", "-m", "All of it"], in: repository)
    try git(["tag", "1.0.0"], in: repository)
    return "file://" + repository.path
  }

  /// The config.swift of a unikernel; the first library is on line 6.
  static func config(_ libraries: [String]) -> String {
    let lines = libraries.map { "    \($0)," }.joined(separator: "\n")
    return """
      import Configure

      let unikernel = Unikernel(
        "packed", start: "Packed", needs: [.console],
        libraries: [
      \(lines)
        ], targets: [.unix, .virtio])
      """
  }

  static func package(_ module: String, _ url: String, _ version: String = "1.0.0") -> String {
    ".package(\"\(module)\", url: \"\(url)\", exact: \"\(version)\")"
  }

  /// A `start` with this body and these imports.
  static func program(_ imports: [String], _ body: String) -> String {
    """
    import Kernel
    \(imports.map { "import " + $0 }.joined(separator: "\n"))

    enum Packed {
      static func start(console: any Console) async {
        \(body)
      }
    }
    """
  }

  /// A cache that has the library OS and no packages.
  static func freshCache(in folder: URL) async throws -> URL {
    _ = try await Project.inFolder([
      "config.swift": Project.config, "unikernel.swift": Project.hello,
    ]) { try await Project.builder.configuration(of: $0) }
    let cache = folder.appending(path: "cache")
    try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: Project.cache.path)
    where name.hasPrefix("kernel-") {
      try FileManager.default.createSymbolicLink(
        at: cache.appending(path: name),
        withDestinationURL: Project.cache.appending(path: name))
    }
    return cache
  }

  /// A PATH with the compiler and nothing else: no git, so that SwiftPM cannot be run unnoticed.
  static func pathWithoutGit(in folder: URL) throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let places = path.split(separator: ":").map { URL(filePath: String($0) + "/swiftc") }
    let compiler = try #require(
      places.first { FileManager.default.isExecutableFile(atPath: $0.path) })
    let bare = folder.appending(path: "bare")
    try FileManager.default.createDirectory(at: bare, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: bare.appending(path: "swiftc"), withDestinationURL: compiler)
    return bare.path
  }

  /// What an image of the target `unix` prints.
  static func output(of image: Image) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = image.executable
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }

  private static func git(_ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}

/// Remembers the lines of progress.
final class ProgressLog: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func take(_ line: String) { lines.withLock { $0.append(line) } }
}

import Build
import Configure
import Foundation
import Testing

/// Machines that lack something or refuse something: a typed failure that says what to do, and the
/// learner's files as they were.
@Suite struct BadHostTests {
  private static let files = ["config.swift": Project.config, "unikernel.swift": Project.hello]

  @Test func withoutAnyToolNothingIsTouched() async throws {
    let message = try await failure { Builder(root: $0, cache: $1, path: "") { _ in } }
    #expect(message.hasSuffix("Install Swift 6.3 and put its usr/bin on PATH."))
  }

  @Test(arguments: ["swift-frontend", "clang", "ld.lld", "llvm-objcopy"])
  func aToolchainWithoutAToolIsNamed(missing: String) async throws {
    let toolchain = try FakeToolchain(version: "6.3.1", without: missing)
    let message = try await failure {
      Builder(root: $0, cache: $1, path: toolchain.path) { _ in }
    }
    #expect(message.hasPrefix("\(missing) was not found beside swiftc. Install the whole Swift"))
  }

  @Test func aToolchainWithoutEmbeddedLibrariesIsNamed() async throws {
    let toolchain = try FakeToolchain(version: "6.3.1", without: "lib")
    let message = try await failure {
      Builder(root: $0, cache: $1, path: toolchain.path) { _ in }
    }
    #expect(message.hasSuffix("Install Swift 6.3."))
  }

  @Test(arguments: ["5.9.2", "6.2.4", "7.0"])
  func anotherSwiftIsRefusedWithTheOneToInstall(version: String) async throws {
    let toolchain = try FakeToolchain(version: version)
    let message = try await failure {
      Builder(root: $0, cache: $1, path: toolchain.path) { _ in }
    }
    #expect(
      message == "images are built with Swift 6.3, and this is Swift \(version). "
        + "Put the usr/bin of Swift 6.3 first on PATH.")
  }

  @Test func aReadOnlyWorkspaceIsNamed() async throws {
    try await mounted("size=1m") { folder in
      try Self.files.write(into: folder)
      try run("mount", "-o", "remount,ro", folder.path)
      let message = try await failure(of: Project.builder, folder)
      #expect(message.contains("Read-only file system"))
      #expect(message.hasSuffix("nothing of yours was lost."))
      #expect(try Self.files.areAsWritten(in: folder))
    }
  }

  @Test func aFullDiskUnderTheWorkspaceIsNamed() async throws {
    // Room for the sources, not for an object.
    try await mounted("size=64k") { folder in
      try Self.files.write(into: folder)
      let message = try await failure(of: Project.builder, folder)
      #expect(message.contains("No space left on device"))
      #expect(message.hasSuffix("nothing of yours was lost."))
      #expect(try Self.files.areAsWritten(in: folder))
      // With room again it builds: nothing half-written stands in the way.
      try run("mount", "-o", "remount,size=16m", folder.path)
      _ = try await Project.builder.build(folder, target: .unix)
    }
  }

  @Test func aFullDiskUnderTheCacheIsNamedAndLeavesNoHalfLibrary() async throws {
    try await mounted("size=256k") { cache in
      try await Project.inFolder(Self.files) { folder in
        let builder = Builder(root: Project.root, cache: cache) { _ in }
        let message = try await failure(of: builder, folder)
        #expect(message.contains("No space left on device"))
        let left = try FileManager.default.contentsOfDirectory(atPath: cache.path)
        #expect(left.allSatisfy { $0 == "lock" }, "\(left)")
        #expect(try Self.files.areAsWritten(in: folder))
      }
    }
  }

  // MARK: -

  /// The message of the environment failure that a builder for the project's root and a fresh cache
  /// ends with.
  private func failure(_ builder: (URL, URL) -> Builder) async throws -> String {
    try await Project.inFolder(Self.files) { folder in
      try await Project.inFolder([:]) { cache in
        let message = try await failure(of: builder(Project.root, cache), folder)
        #expect(try Self.files.areAsWritten(in: folder))
        return message
      }
    }
  }

  private func failure(of builder: Builder, _ folder: URL) async throws -> String {
    do throws(BuildFailure) {
      _ = try await builder.build(folder, target: .unix)
      Issue.record("it built")
    } catch {
      if case .environment(let message) = error { return message }
      Issue.record("not the machine's fault: \(error)")
    }
    return ""
  }

  /// Calls `body` with a file system of its own, which takes the right to mount.
  private func mounted(_ options: String, _ body: (URL) async throws -> Void) async throws {
    try await Project.inFolder([:]) { folder in
      do {
        try run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.path)
      } catch {
        try Test.cancel("no right to mount a file system here: run as root to have this tested")
      }
      // Lazily: a child of another test may hold a file of it for the moment of its start.
      defer { try? run("umount", "-l", folder.path) }
      try await body(folder)
    }
  }
}

/// A folder that looks like a Swift toolchain of some version.
private final class FakeToolchain {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "toolchain-\(UUID().uuidString)")
  var path: String { folder.appending(path: "usr/bin").path }

  init(version: String, without missing: String = "") throws {
    let files = FileManager.default
    let binaries = folder.appending(path: "usr/bin")
    let libraries = folder.appending(path: "usr/lib/swift/embedded/x86_64-unknown-linux-gnu")
    try files.createDirectory(at: binaries, withIntermediateDirectories: true)
    if missing != "lib" {
      try files.createDirectory(at: libraries, withIntermediateDirectories: true)
    }
    let script = "#!/bin/sh\necho 'Swift version \(version) (swift-\(version)-RELEASE)'\n"
    for tool in ["swiftc", "swift-frontend", "clang", "ld.lld", "llvm-objcopy"]
    where tool != missing {
      let file = binaries.appending(path: tool)
      try Data(script.utf8).write(to: file)
      try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}

extension [String: String] {
  fileprivate func write(into folder: URL) throws {
    for (name, text) in self { try Data(text.utf8).write(to: folder.appending(path: name)) }
  }

  /// True when every file has still the text it was written with.
  fileprivate func areAsWritten(in folder: URL) throws -> Bool {
    try allSatisfy { name, text in
      try String(contentsOf: folder.appending(path: name), encoding: .utf8) == text
    }
  }
}

/// Runs a program of the host; throws when it fails.
private func run(_ program: String, _ arguments: String...) throws {
  struct Failed: Error {}
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw Failed() }
}

import Build
import Configure
import Foundation
import Processes
import TestImages

/// Runs a line of shell and returns what it prints.
func shell(_ line: String) throws -> String {
  try Tool("/bin/sh", ["-c", line], budget: .seconds(60)).runBlocking().output
}

/// Images of the project, built once for each target and shared by all tests of a run.
enum Images {
  static let root = TestImages.root
  static let executable = root.appending(path: ".build/debug/mirador")

  private static let hello = Task {
    let name = "map-hello"
    _ = try await TestImages.build(["config.swift": config, "unikernel.swift": source], in: name)
    return TestImages.folder(name)
  }

  private static let config = """
    import Configure

    let unikernel = Unikernel(
      "hello", start: "Hello", needs: [.console, .clock, .name], targets: [.unix, .virtio])

    """

  private static let source = """
    import Kernel

    enum Hello {
      static func start(console: any Console, clock: any MonotonicClock, name: String) async {
        for _ in 1...4 {
          console.print("Hello, \\(name)!")
          try? await clock.sleep(for: .seconds(1))
        }
      }
    }

    """

  /// A unikernel's directory with images for all targets; not to be changed.
  static func directory() async throws -> URL { try await hello.value }

  static func image(_ target: Target) async throws -> URL {
    try await directory().appending(path: ".mirador/\(target.rawValue)/hello")
  }

  /// A folder that vanishes.
  static func inFolder<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "mirador-map-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }
}

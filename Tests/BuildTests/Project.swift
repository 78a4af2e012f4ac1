import Build
import Foundation
import TestImages

/// The project under test, and unikernels written into folders that vanish.
enum Project {
  static let root = TestImages.root
  /// Shared by all tests of a run and by later runs: the library OS is compiled once.
  static let cache = TestImages.cache
  static let builder = TestImages.builder

  static func inFolder<Value>(
    _ files: [String: String], _ body: (URL) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "mirador-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return try await body(folder)
  }

  static let config = """
    import Configure

    let unikernel = Unikernel(
      "hello", start: "Hello", needs: [.console, .name], targets: [.unix, .virtio])
    """

  static let hello = """
    import Kernel

    enum Hello {
      static func start(console: any Console, name: String) async {
        console.print("Hello, \\(name)!")
      }
    }
    """
}

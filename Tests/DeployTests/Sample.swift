import Deploy
import Foundation
import Manifest
import Processes
import Testing

/// Deployments to test with, and the programs that read what they emit.
enum Sample {
  /// What breaks shells, XML, JSON, systemd's units and QEMU's command lines.
  static let hostile = [
    "a b", "say \"hi\"", "it's", "'", "100%h %%", "$HOME ${x} $$ `id`", "new\nline", "tab\there",
    "",
    "\\", "ends with \\", "<&>]]>--><!--", "é🙂e\u{301}'\u{301}", "a,b=c;d|e&f#g", "*?[x]", "--",
    "-x", "~", "!x", " lead and trail ",
  ]

  static func deployment(
    _ target: String = "virtio", name: String = "hello", image: String = "/srv/images/hello",
    devices: [Manifest.Device] = [], options: Deployment.Options = .init()
  ) throws -> Deployment {
    let manifest = Manifest(
      name: name, target: target, tool: "1", toolchain: "Swift", sources: "", devices: devices)
    return try Deployment(manifest, image: image, options: options)
  }

  static let network = Manifest.Device(
    name: "service", type: "any NetworkInterface", implementation: "VirtioNetwork",
    hardware: [.init(kind: .network, name: "service")])

  static func inFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "mirador-deploy-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  static func write(_ text: String, _ file: URL) throws {
    try Data(text.utf8).write(to: file)
  }

  /// Writes a program by a process of its own: a child that another test starts at the same moment would
  /// hold a file that this process writes, and Linux executes no file that somebody may write.
  static func writeProgram(_ text: String, _ file: URL) async throws {
    let answer = try await Tool(
      "/bin/sh", ["-c", "cat >\"$1\" && chmod 755 \"$1\"", "sh", file.path], input: text
    ).run()
    try #require(answer.status == 0, "\(answer.errors)")
  }

  static func run(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil
  ) async throws -> Tool.Answer {
    let path = try #require(SearchPath.environment.find(program))
    return try await Tool(
      path, arguments, environment: environment, budget: .seconds(60)
    ).run()
  }

  static func has(_ program: String) -> Bool { SearchPath.environment.find(program) != nil }
}

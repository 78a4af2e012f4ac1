import Foundation
import Testing

@testable import Wire

/// Runs Tests/Support/Scapy/describe.py. Debian's Python, which has scapy.
enum Scapy {
  static func corpus(seed: Int, count: Int) async throws -> [Fixture] {
    let (status, output) = try run(["corpus", "\(seed)", "\(count)"], input: "")
    try #require(status == 0, "\(output)")
    return try Fixture.parse(output)
  }

  static func check(_ frames: [(frame: [UInt8], text: String)]) async throws {
    let lines = frames.map { hex($0.frame[...]) + " " + $0.text.replacing("\n", with: "|") + "\n" }
    let (status, output) = try run(["check"], input: lines.joined())
    #expect(status == 0, "\(output)")
    #expect(output.hasSuffix("\(frames.count) frames, 0 not agreed on\n"), "\(output)")
  }

  private static func run(_ arguments: [String], input: String) throws -> (Int32, String) {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../Support/Scapy/describe.py")
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try input.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [script.path] + arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

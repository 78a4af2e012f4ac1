import Foundation

/// The sources of one unikernel, checked before a compiler sees them.
struct SourceFiles: Sendable {
  /// One source file may have this many bytes: more is data, and takes the compiler minutes.
  static let sizeLimit = 1 << 20

  let directory: URL
  let config: URL
  /// Every other *.swift file of the directory.
  let application: [URL]

  init(in directory: URL) throws(BuildFailure) {
    self.directory = directory
    config = directory.appending(path: "config.swift")
    for required in ["config.swift", "unikernel.swift"] {
      guard FileManager.default.fileExists(atPath: directory.appending(path: required).path) else {
        throw .source(diagnostics: Messages.noFile(required, directory.path))
      }
    }
    let all = try Files.list(directory, suffix: ".swift")
    application = all.filter { $0.lastPathComponent != "config.swift" }
    for file in all { try SourceFiles.check(file) }
  }

  static func check(_ file: URL) throws(BuildFailure) {
    let name = file.lastPathComponent
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
    let size = attributes?[.size] as? Int ?? 0
    guard size <= sizeLimit else {
      throw .source(diagnostics: Messages.tooLarge(name, size, sizeLimit))
    }
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw .environment(Messages.cannotRead("\(file.path): \(Files.reason(error))"))
    }
    guard String(validating: data, as: UTF8.self) == nil else { return }
    throw .source(diagnostics: Messages.notText(name, firstBadLine(data)))
  }

  private static func firstBadLine(_ data: Data) -> Int {
    var number = 1
    for line in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: line, as: UTF8.self) == nil { return number }
      number += 1
    }
    return number
  }
}

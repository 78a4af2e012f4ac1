// From what a user typed to the directory of a unikernel. Every command that works on one asks here, so
// that a wrong directory gets the same answer everywhere: which one nearby looks right, and the command
// to type. Only names are looked at; nothing is read, built or changed.

import Checks
import Curriculum
import Foundation
import Tables

/// Finds directories of unikernels: those that hold a config.swift.
enum UnikernelDirectory {
  /// How far below a directory is searched, and how many directories are looked at before giving up:
  /// an answer in the home directory of someone with many files must take no time either.
  private static let depth = 3
  private static let patience = 2_000

  /// The directory that `path` names.
  /// - Parameters:
  ///   - unlike: what a file is not that the command could have worked on.
  ///   - arguments: the command line without the program, which a suggestion repeats with the right
  ///     directory.
  /// - Throws: a failure of usage that says which directory was probably meant.
  static func find(
    named path: String, unlike: String = "not the directory of a unikernel",
    arguments: [String] = Array(CommandLine.arguments.dropFirst())
  ) throws(Failure) -> URL {
    let url = URL(filePath: path)
    if isOne(url) { return url }
    var isDirectory: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
    let trouble: String
    let likely: [URL]
    if !isThere {
      trouble = "There is no \"\(path)\"."
      likely = similar(to: url)
    } else if isDirectory.boolValue {
      trouble = "\"\(path)\" has no config.swift, so it is not the directory of a unikernel."
      likely = near(url)
    } else {
      trouble = "\"\(path)\" is a file, and \(unlike)."
      likely = near(url.deletingLastPathComponent())
    }
    let advice = advice(likely.map(relative), instead: path, in: arguments)
    throw Failure(.usage, trouble + " " + advice)
  }

  /// Whether there is a config.swift.
  static func isOne(_ directory: URL) -> Bool {
    FileManager.default.fileExists(atPath: directory.appending(path: "config.swift").path)
  }

  /// The directories of unikernels in `directory`, the highest first; links are not followed.
  static func below(_ directory: URL) -> [URL] {
    var found: [URL] = []
    var level = [directory]
    var visited = 0
    for _ in 1...depth {
      level = level.flatMap { folders(in: $0, &visited) }
      found += level.filter(isOne)
      level = level.filter { !isOne($0) }
    }
    return found
  }

  private static func folders(in directory: URL, _ visited: inout Int) -> [URL] {
    guard visited < patience else { return [] }
    visited += 1
    let keys: [URLResourceKey] = [.isDirectoryKey, .isSymbolicLinkKey]
    let all = try? FileManager.default.contentsOfDirectory(
      at: directory, includingPropertiesForKeys: keys, options: .skipsHiddenFiles)
    return (all ?? [])
      .filter { url in
        let values = try? url.resourceValues(forKeys: Set(keys))
        return values?.isDirectory == true && values?.isSymbolicLink != true
      }
      .sorted { $0.path < $1.path }
  }
}

// MARK: - Suggestions

extension UnikernelDirectory {
  /// The nearest one at or above `directory`; else the highest ones below it.
  private static func near(_ directory: URL) -> [URL] {
    var parent = directory.standardizedFileURL
    while parent.path != "/" {
      if isOne(parent) { return [parent] }
      parent = parent.deletingLastPathComponent()
    }
    let all = below(directory.standardizedFileURL)
    guard let first = all.first else { return [] }
    return all.filter { $0.pathComponents.count == first.pathComponents.count }
  }

  /// The one whose name is close to that of a directory that is not there.
  private static func similar(to url: URL) -> [URL] {
    let parent = url.standardizedFileURL.deletingLastPathComponent()
    let current = URL(filePath: FileManager.default.currentDirectoryPath)
    let all = below(parent) + below(current.standardizedFileURL)
    guard
      let name = Nearest.match(url.lastPathComponent, among: all.map(\.lastPathComponent)),
      let match = all.first(where: { $0.lastPathComponent == name })
    else { return [] }
    return [match]
  }

  private static func advice(
    _ likely: [String], instead path: String, in arguments: [String]
  ) -> String {
    guard let first = likely.first else {
      return "Give a directory that holds config.swift and unikernel.swift; "
        + "to begin with one of a lesson: ./mirador learn"
    }
    let command = correct(arguments, from: path, to: first)
    let words =
      likely.count == 1
      ? "\(first) looks right."
      : "These look right: \(likely.prefix(4).joined(separator: ", "))"
        + (likely.count > 4 ? " and \(likely.count - 4) more." : ".")
    return "\(words) Try: \(command)"
  }

  /// The command line with another directory; one that named none gets it after the command.
  static func correct(_ arguments: [String], from old: String, to new: String) -> String {
    var words = arguments
    let end = words.firstIndex(of: "--") ?? words.endIndex
    let place = words.indices.prefix(end).dropFirst().first { index in
      words[index] == old && !words[index - 1].hasPrefix("-")
    }
    if let place {
      words[place] = new
    } else {
      words.insert(new, at: min(1, words.count))
    }
    return command(words)
  }

  /// A command line as it is typed.
  static func command(_ arguments: [String]) -> String {
    (["./mirador"] + arguments.map(quote)).joined(separator: " ")
  }

  /// A word as a shell takes it.
  private static func quote(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        true
      default: "-_./=+,:@%".utf8.contains(byte)
      }
    }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.replacing("'", with: "'\\''") + "'"
  }

  /// A path as someone in the current directory would write it.
  static func relative(_ url: URL) -> String {
    let path = url.standardizedFileURL.path
    let current = FileManager.default.currentDirectoryPath
    if path == current { return "." }
    if path.hasPrefix(current + "/") { return String(path.dropFirst(current.count + 1)) }
    if current.hasPrefix(path + "/") {
      let steps = current.dropFirst(path.count + 1).split(separator: "/").count
      return Array(repeating: "..", count: steps).joined(separator: "/")
    }
    return path
  }
}

import Foundation
import Tables

/// Reads the files of one lesson, within limits; what it returns is UTF-8 text.
struct LessonFiles {
  /// The lesson's directory.
  let directory: URL
  /// The name that faults cite.
  var folder: String { directory.lastPathComponent }

  func name(_ path: String) -> String { "\(folder)/\(path)" }

  /// The text of a file that must exist, be UTF-8 and hold something.
  func text(_ path: String) throws(LessonFault) -> String {
    let url = directory.appending(path: path)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) else {
      throw LessonFault(file: name(path), "missing")
    }
    guard !isDirectory.boolValue else {
      throw LessonFault(file: name(path), "a directory is in the place of this file")
    }
    guard let data = try? Data(contentsOf: url) else {
      throw LessonFault(file: name(path), "cannot be read")
    }
    guard data.count <= Limits.fileBytes else {
      throw LessonFault(
        file: name(path), "\(data.count) bytes, but at most \(Limits.fileBytes) are allowed")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw LessonFault(file: name(path), "not UTF-8")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw LessonFault(file: name(path), "empty")
    }
    return text
  }

  /// The paths of all files below a subdirectory that must exist, sorted; folders in it are entered.
  func tree(_ path: String) throws(LessonFault) -> [String] {
    var files: [String] = []
    for name in try list(path) {
      var isDirectory: ObjCBool = false
      let below = "\(path)/\(name)"
      let full = directory.appending(path: below).path
      if FileManager.default.fileExists(atPath: full, isDirectory: &isDirectory),
        isDirectory.boolValue
      {
        files += try tree(below).map { "\(name)/\($0)" }
      } else {
        files.append(name)
      }
    }
    return files
  }

  /// The names in a subdirectory that must exist, sorted.
  func list(_ path: String) throws(LessonFault) -> [String] {
    let url = directory.appending(path: path)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) else {
      throw LessonFault(file: name(path), "missing; a directory is expected")
    }
    return names.sorted()
  }
}

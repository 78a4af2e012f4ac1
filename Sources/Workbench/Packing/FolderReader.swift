// Finds and reads the files of a folder that is to be packed; refuses what an archive cannot hold.

import Foundation

/// Reads one folder.
struct FolderReader {
  private let root: URL
  /// The root's own place, without links: what links may lead to begins with it.
  private let base: String

  init(_ folder: URL) throws(PackingFailure) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      throw .missing(folder.path)
    }
    guard isFolder.boolValue else { throw .notAFolder(folder.path) }
    root = folder
    guard let base = FolderReader.resolved(folder.path) else { throw .missing(folder.path) }
    self.base = base
  }

  /// Every file in the folder, at whatever depth.
  func files() throws(PackingFailure) -> [DirectoryPacker.File] {
    var files: [DirectoryPacker.File] = []
    var places: [String] = []
    var total = 0
    try walk("", within: [base]) { path throws(PackingFailure) in
      let content = try read(path)
      total += content.count
      guard total <= Limits.bytes else { throw .tooBig(root.path) }
      files.append(DirectoryPacker.File(path: Array(path.utf8), content: content, digest: []))
      places.append(full(path))
      guard files.count <= Limits.files else { throw .tooManyFiles(root.path) }
    }
    for (index, digest) in try Checksums.sha256(of: places).enumerated() {
      files[index].digest = digest
    }
    return files
  }

  /// Calls `body` with the path of every file below `folder`, a path from the root.
  /// - Parameter within: the folders above and this one, without links, to notice one that is in itself.
  private func walk(
    _ folder: String, within above: [String],
    _ body: (String) throws(PackingFailure) -> Void
  ) throws(PackingFailure) {
    for name in try names(in: folder) {
      let path = folder.isEmpty ? name : folder + "/" + name
      guard path.utf8.count <= Limits.path else { throw .pathTooLong(path) }
      guard let place = FolderReader.resolved(full(path)) else { throw .brokenLink(path) }
      guard place == base || place.hasPrefix(base == "/" ? "/" : base + "/") else {
        throw .leadsOut(path, place)
      }
      var status = stat()
      guard stat(place, &status) == 0 else { throw .unreadable(path, lastError()) }
      switch status.st_mode & S_IFMT {
      case S_IFREG: try body(path)
      case S_IFDIR:
        guard !above.contains(place) else { throw .endlessLink(path) }
        try walk(path, within: above + [place], body)
      default: throw .notAFile(path)
      }
    }
  }

  /// The names in a folder, sorted, but `.` and `..`.
  private func names(in folder: String) throws(PackingFailure) -> [String] {
    guard let stream = opendir(full(folder)) else { throw .unreadable(folder, lastError()) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard let name = String(validating: bytes, as: UTF8.self) else {
        throw .notUTF8(folder, String(decoding: bytes, as: UTF8.self))
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private func read(_ path: String) throws(PackingFailure) -> Data {
    // Before it is read: a sparse file may be larger than memory.
    var status = stat()
    if stat(full(path), &status) == 0, status.st_size > Limits.bytes { throw .tooBig(path) }
    do {
      return try Data(contentsOf: URL(filePath: full(path)))
    } catch {
      throw .unreadable(path, error.localizedDescription)
    }
  }

  private func full(_ path: String) -> String { path.isEmpty ? root.path : root.path + "/" + path }

  /// The place that a path leads to when every link is followed; nil: nowhere.
  private static func resolved(_ path: String) -> String? {
    guard let place = realpath(path, nil) else { return nil }
    defer { free(place) }
    return String(cString: place)
  }

  private func lastError() -> String { String(cString: strerror(errno)) }
}

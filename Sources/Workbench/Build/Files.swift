import Foundation

/// Files and folders, with failures that say what to do.
enum Files {
  /// The regular files in `folder` whose names end with `suffix`, sorted by name. Hidden ones are
  /// left out.
  static func list(_ folder: URL, suffix: String) throws(BuildFailure) -> [URL] {
    do {
      return try FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles
      )
      .filter { $0.lastPathComponent.hasSuffix(suffix) && !$0.hasDirectoryPath }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    } catch {
      throw .environment(Messages.cannotRead("\(folder.path): \(reason(error))"))
    }
  }

  /// The text of a file of ours.
  static func read(_ file: URL) throws(BuildFailure) -> String {
    do {
      return try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw .environment(Messages.cannotRead("\(file.path): \(reason(error))"))
    }
  }

  static func makeFolder(_ folder: URL) throws(BuildFailure) {
    try writing(folder) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
  }

  /// Throws when nothing can be written into `folder`, which must exist.
  static func checkWritable(_ folder: URL) throws(BuildFailure) {
    guard access(folder.path, W_OK | X_OK) != 0 else { return }
    throw .environment(Messages.cannotWrite(folder.path, String(cString: strerror(errno))))
  }

  /// Writes `text` unless the file has it already.
  static func write(_ text: String, to file: URL) throws(BuildFailure) {
    try write(Data(text.utf8), to: file)
  }

  /// Writes `data` unless the file has it already.
  static func write(_ data: Data, to file: URL) throws(BuildFailure) {
    if let present = try? Data(contentsOf: file), present == data { return }
    try writing(file) { try data.write(to: file, options: .atomic) }
  }

  /// Makes `link` stand for `folder`.
  static func link(_ link: URL, to folder: URL) throws(BuildFailure) {
    try writing(link) {
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder)
    }
  }

  static func copy(_ item: URL, to place: URL) throws(BuildFailure) {
    try writing(place) { try FileManager.default.copyItem(at: item, to: place) }
  }

  /// Puts `made` in its final place. When somebody else was faster, theirs is as good.
  static func publish(_ made: URL, as final: URL) throws(BuildFailure) {
    do {
      try FileManager.default.moveItem(at: made, to: final)
    } catch {
      guard !FileManager.default.fileExists(atPath: final.path) else { return }
      throw .environment(Messages.cannotWrite(final.path, reason(error)))
    }
  }

  /// Puts `made` in the place of whatever `final` is, in one step.
  static func replace(_ final: URL, with made: URL) throws(BuildFailure) {
    guard rename(made.path, final.path) == 0 else {
      throw .environment(Messages.cannotWrite(final.path, String(cString: strerror(errno))))
    }
  }

  /// A message when a tool's output says that the disk is full or read-only.
  static func fullDisk(_ output: String) -> String? {
    for sign in ["No space left on device", "Read-only file system", "Disk quota exceeded"]
    where output.contains(sign) {
      return Messages.cannotWrite("the build's folder", sign)
    }
    return nil
  }

  /// When `file` was changed last; long ago when that cannot be told.
  static func modificationDate(_ file: URL) -> Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }

  private static func writing(
    _ place: URL, _ body: () throws -> Void
  ) throws(BuildFailure) {
    do {
      try body()
    } catch {
      throw .environment(Messages.cannotWrite(place.path, reason(error)))
    }
  }

  static func reason(_ error: any Error) -> String {
    let error = error as NSError
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    if underlying.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(underlying.code)))
    }
    if (error as Error as? CocoaError)?.code == .fileWriteVolumeReadOnly {
      return String(cString: strerror(EROFS))
    }
    // Our sentences go on after it.
    let text = error.localizedDescription
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}

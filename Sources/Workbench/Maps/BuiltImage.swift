import Foundation

/// Finds the image that a user means.
public enum BuiltImage {
  /// - Parameters:
  ///   - path: an image, or the directory of a unikernel, which stands for its newest image.
  ///   - target: the only target to look at, nil: any.
  public static func find(_ path: String, target: String?) throws(MapFault) -> URL {
    let url = URL(filePath: path)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .usage(Messages.noFile(url))
    }
    guard isDirectory.boolValue else { return url }
    let built = url.appending(path: ".mirador")
    let folders = target.map { [$0] } ?? BuiltImage.names(in: built)
    let found = folders.flatMap { images(in: built.appending(path: $0)) }
    guard let newest = found.max(by: { date($0) < date($1) }) else {
      throw .usage(Messages.notBuilt(url, target))
    }
    return newest
  }

  /// The files that have symbols beside them.
  private static func images(in folder: URL) -> [URL] {
    names(in: folder).filter { $0.hasSuffix(".symbols") }
      .map { folder.appending(path: String($0.dropLast(".symbols".count))) }
      .filter(HostFile.exists)
  }

  private static func names(in folder: URL) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
  }

  private static func date(_ file: URL) -> Date {
    let values = try? file.resourceValues(forKeys: [.contentModificationDateKey])
    return values?.contentModificationDate ?? .distantPast
  }
}

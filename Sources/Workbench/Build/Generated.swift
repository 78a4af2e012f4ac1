// The folder .mirador beside a config.swift: everything in it can be made again.

import Foundation

/// What was made for a unikernel.
public struct Generated: Sendable {
  private let folder: URL

  /// - Parameter directory: the one that holds config.swift.
  public init(_ directory: URL) { folder = directory.appending(path: ".mirador") }

  /// Removes it; a folder that is not there is fine.
  /// - Returns: how many files went and the bytes that they had.
  public func remove(keepingConfiguration: Bool) throws(BuildFailure) -> (files: Int, bytes: Int) {
    var removed = (files: 0, bytes: 0)
    guard FileManager.default.fileExists(atPath: folder.path) else { return removed }
    let kept = keepingConfiguration ? ["configured.toml"] : []
    do {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
      where !kept.contains(name) {
        let item = folder.appending(path: name)
        let (files, bytes) = Generated.weight(of: item)
        try FileManager.default.removeItem(at: item)
        removed.files += files
        removed.bytes += bytes
      }
      if kept.isEmpty { try FileManager.default.removeItem(at: folder) }
    } catch {
      throw .environment(Messages.cannotWrite(folder.path, Files.reason(error)))
    }
    return removed
  }

  /// The regular files in and below `item`.
  private static func weight(of item: URL) -> (files: Int, bytes: Int) {
    let keys: Set<URLResourceKey> = [.isRegularFileKey, .fileSizeKey]
    let below = FileManager.default.enumerator(at: item, includingPropertiesForKeys: Array(keys))
    let all = [item] + (below?.compactMap { $0 as? URL } ?? [])
    let sizes = all.compactMap { url -> Int? in
      guard let values = try? url.resourceValues(forKeys: keys), values.isRegularFile == true
      else { return nil }
      return values.fileSize
    }
    return (sizes.count, sizes.reduce(0, +))
  }
}

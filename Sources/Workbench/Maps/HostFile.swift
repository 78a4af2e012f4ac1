import Foundation

/// Files of the host, read whole and never written but where a user said.
enum HostFile {
  static func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

  static func read(_ file: URL) throws(MapFault) -> [UInt8] {
    guard exists(file) else { throw .usage(Messages.noFile(file)) }
    let keys: Set<URLResourceKey> = [.isRegularFileKey, .fileSizeKey]
    let facts = try? file.resolvingSymlinksInPath().resourceValues(forKeys: keys)
    // A pipe or a device would never end.
    guard let facts, facts.isRegularFile == true else { throw .usage(Messages.notAFile(file)) }
    guard (facts.fileSize ?? 0) <= Limits.file else { throw .usage(Messages.tooLarge(file)) }
    do {
      return try [UInt8](Data(contentsOf: file))
    } catch {
      throw .environment(Messages.cannotRead(file, error.localizedDescription))
    }
  }
}

// Makes one archive of a folder, for an image to carry.
//
//   pack(folder:)            the archive's bytes; the format is in Sources/Kernel/Storage/DirectoryArchive
//   assembler(name:archive:) the source that puts them into an image
//
// The same files give the same bytes: names are sorted, and there is one time for everything, which is not
// the files' own (a checkout of the same commit has others).
//
// As ocaml-crunch does, it takes hidden files too and follows symbolic links; unlike it, only those that
// stay in the folder. Folders in which no file is are left out.

import Foundation

/// Packs folders.
public enum DirectoryPacker {
  /// - Parameters:
  ///   - folder: holds regular files, folders, and links to such inside of it.
  ///   - modified: what the store says of when its values changed, in seconds since 1970.
  public static func pack(folder: URL, modified: Int64 = 0) throws(PackingFailure) -> Data {
    try archive(FolderReader(folder).files(), modified: modified)
  }

  /// A file to be packed.
  struct File {
    /// In UTF-8, segments separated by `/`.
    var path: [UInt8]
    var content: Data
    /// SHA-256 of the content, 32 bytes.
    var digest: [UInt8]
  }

  private static let header = 32
  private static let record = 56
  private static let alignment = 16

  /// The archive of these files, in whatever order they come.
  static func archive(_ files: [File], modified: Int64) -> Data {
    let files = files.sorted { precedes($0.path, $1.path) }
    let pathsStart = header + record * files.count
    let contentsStart = aligned(pathsStart + files.reduce(0) { $0 + $1.path.count })
    let length = files.reduce(contentsStart) { aligned($0) + $1.content.count }

    var archive = Data(capacity: length)
    archive.append(contentsOf: Array("MIRDIR".utf8) + [0, 1])
    archive.append(number: UInt32(files.count))
    archive.append(number: UInt32(0))
    archive.append(number: UInt64(length))
    archive.append(number: modified)
    var path = pathsStart
    var content = contentsStart
    for file in files {
      content = aligned(content)
      archive.append(number: UInt32(path))
      archive.append(number: UInt32(file.path.count))
      archive.append(number: UInt64(content))
      archive.append(number: UInt64(file.content.count))
      archive.append(contentsOf: file.digest)
      path += file.path.count
      content += file.content.count
    }
    for file in files { archive.append(contentsOf: file.path) }
    for file in files {
      archive.append(Data(count: aligned(archive.count) - archive.count))
      archive.append(file.content)
    }
    archive.append(Data(count: max(0, length - archive.count)))
    return archive
  }

  private static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) & -alignment }

  /// As bytes, with / before all others, so that everything in a folder follows the folder's own place.
  private static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let slash = UInt8(ascii: "/")
    return left.lexicographicallyPrecedes(right) { one, other in
      (one == slash ? 0 : one) < (other == slash ? 0 : other)
    }
  }
}

extension Data {
  fileprivate mutating func append(number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}

// A folder as one piece of memory: written by the workbench's DirectoryPacker, read in place by an image.
//
//   offset  bytes   all numbers little-endian; offsets count from the first byte of the archive
//        0      8   "MIRDIR" 0x00 and the version, 0x01
//        8      4   number of values, n
//       12      4   zero
//       16      8   length of the whole archive
//       24      8   time of change of everything in it, seconds since 1970 (one, so that it is reproducible)
//       32   56 n   one record a value, sorted by path
//                     0    4   path: offset
//                     4    4   path: length, at least 1
//                     8    8   content: offset, a multiple of 16
//                    16    8   content: length
//                    24   32   SHA-256 of the content
//        …      …   paths: UTF-8, segments separated by /, normal as a Key is; not terminated
//        …      …   contents, each from a multiple of 16 on; zeroes between them
//
// Paths are sorted as bytes with / before all others, so that everything in a directory follows the place
// where the directory itself would be. Directories have no record of their own: they exist as far as a
// value lies in them. No path is a directory of another.
//
// This file never trusts a number: what `init` has checked is what the accessors rely on.

/// An archive that was checked from end to end; its contents were not.
struct DirectoryArchive {
  private let bytes: UnsafeRawBufferPointer
  let count: Int
  /// Seconds since 1970.
  let modified: Int64

  enum Layout {
    static let magic: [UInt8] = [0x4d, 0x49, 0x52, 0x44, 0x49, 0x52, 0]
    static let version: UInt8 = 1
    static let header = 32
    static let record = 56
    static let digest = 24..<56
  }

  /// A part of the archive.
  private struct Part {
    var offset: UInt64
    var length: UInt64
  }

  /// - Parameter memory: at least as long as the archive says that it is; stays as it is for ever.
  init(checking memory: UnsafeRawBufferPointer) throws(EmbeddedDirectoryFailure) {
    guard memory.count >= Layout.header, memory.prefix(7).elementsEqual(Layout.magic) else {
      throw .notAnArchive
    }
    guard memory[7] == Layout.version else { throw .unknownVersion(Int(memory[7])) }
    let length = unsafe memory.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    guard length >= Layout.header, length <= memory.count else { throw .truncated }
    bytes = unsafe UnsafeRawBufferPointer(rebasing: memory[..<Int(length)])
    count = Int(unsafe memory.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
    modified = unsafe memory.loadUnaligned(fromByteOffset: 24, as: Int64.self)
    guard count <= (bytes.count - Layout.header) / Layout.record else { throw .corrupted }
    for index in 0..<count {
      guard isInside(pathPart(index)), isInside(contentPart(index)) else { throw .corrupted }
      guard DirectoryArchive.isNormal(path(index)) else { throw .corrupted }
      if index > 0 {
        guard DirectoryArchive.precedes(path(index - 1), path(index)),
          !DirectoryArchive.isDirectory(path(index - 1), of: path(index))
        else { throw .corrupted }
      }
    }
  }

  // MARK: - Records; `index` is below `count`

  func path(_ index: Int) -> UnsafeRawBufferPointer { slice(pathPart(index)) }

  func content(_ index: Int) -> UnsafeRawBufferPointer { slice(contentPart(index)) }

  func digest(_ index: Int) -> UnsafeRawBufferPointer {
    let start = Layout.header + index * Layout.record
    let digest = Layout.digest
    return unsafe UnsafeRawBufferPointer(
      rebasing: bytes[start + digest.lowerBound..<start + digest.upperBound])
  }

  private func pathPart(_ index: Int) -> Part {
    let record = Layout.header + index * Layout.record
    return Part(
      offset: UInt64(unsafe bytes.loadUnaligned(fromByteOffset: record, as: UInt32.self)),
      length: UInt64(unsafe bytes.loadUnaligned(fromByteOffset: record + 4, as: UInt32.self)))
  }

  private func contentPart(_ index: Int) -> Part {
    let record = Layout.header + index * Layout.record
    return Part(
      offset: unsafe bytes.loadUnaligned(fromByteOffset: record + 8, as: UInt64.self),
      length: unsafe bytes.loadUnaligned(fromByteOffset: record + 16, as: UInt64.self))
  }

  private func isInside(_ part: Part) -> Bool {
    part.offset <= UInt64(bytes.count) && part.length <= UInt64(bytes.count) - part.offset
  }

  private func slice(_ part: Part) -> UnsafeRawBufferPointer {
    let start = Int(part.offset)
    return unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(part.length)])
  }
}

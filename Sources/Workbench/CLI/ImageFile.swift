import Foundation

/// Whether a file can be an image at all: the first thing that `run` and completions look at.
enum ImageFile {
  /// An ELF file begins with these four bytes.
  private static let magic: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]

  static func isOne(_ file: URL) -> Bool {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
    defer { try? handle.close() }
    guard let start = try? handle.read(upToCount: magic.count) else { return false }
    return Array(start) == magic
  }
}

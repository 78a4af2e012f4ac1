import Foundation

/// The facts of an ELF file that a build reports.
struct ElfFile: Sendable {
  let fileSize: Int
  /// Bytes of the loadable segments that come from the file.
  let loadedSize: Int

  /// - Returns: nil when the file is no 64-bit little-endian ELF.
  init?(_ file: URL) {
    guard let data = try? Data(contentsOf: file), data.count >= 64,
      data.prefix(6) == Data([0x7f, 0x45, 0x4c, 0x46, 2, 1])
    else { return nil }
    func integer(_ offset: Int, _ size: Int) -> Int? {
      guard offset >= 0, offset + size <= data.count else { return nil }
      return data[offset..<offset + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    // ELF-64 header: e_phoff at 32, e_phentsize at 54, e_phnum at 56; program header: p_type at 0,
    // p_filesz at 32 (System V ABI, chapter 5).
    guard let table = integer(32, 4), let entry = integer(54, 2), let count = integer(56, 2) else {
      return nil
    }
    var loaded = 0
    for index in 0..<count {
      let header = table + index * entry
      guard let type = integer(header, 4), let size = integer(header + 32, 4) else { return nil }
      if type == 1 { loaded += size }
    }
    fileSize = data.count
    loadedSize = loaded
  }
}

import Foundation

/// The list of a kernel's symbols: `ffffffff81000000 T _stext`, one a line.
struct SystemMap {
  var symbols: [(address: UInt64, name: String)] = []

  /// - Returns: nil when it is none, or a placeholder as Debian's package has.
  init?(parsing bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard words.count == 3, words[1].count == 1,
        let address = UInt64(String(decoding: words[0], as: UTF8.self), radix: 16)
      else { return nil }
      // Absolute values are no places.
      if words[1].first == UInt8(ascii: "A") || words[1].first == UInt8(ascii: "a") { continue }
      symbols.append((address, CleanText.of(words[2])))
    }
    guard symbols.count > 1 else { return nil }
  }

  /// `System.map-6.1.0` beside `vmlinuz-6.1.0`.
  static func beside(_ kernel: URL) -> URL? {
    let folder = kernel.deletingLastPathComponent()
    let name = kernel.lastPathComponent
    let version = name.firstIndex(of: "-").map { String(name[$0...]) } ?? ""
    return ["System.map" + version, "System.map"]
      .map { folder.appending(path: $0) }.first(where: HostFile.exists)
  }
}

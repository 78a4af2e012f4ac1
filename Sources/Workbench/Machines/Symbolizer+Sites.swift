// The addresses of a heap's report, which are return addresses, as those of a backtrace are:
//
//     heap at exit: 240 bytes in 15 blocks were allocated and not freed
//       site 240 bytes in 15 blocks
//         at 0x0000000000412883            the allocator's and Swift's own: left out when the next are known
//         at 0x0000000000401c2d

import Foundation

extension Symbolizer {
  private static let site = "  site "
  private static let place = "    at "

  /// The lines with those of sites completed by what their addresses mean; inlined frames get a line each.
  func symbolizeSites(_ lines: [Transcript.Line], with elf: URL) async -> [Transcript.Line] {
    let places = lines.indices.compactMap { index -> (index: Int, address: UInt64)? in
      let text = lines[index].text
      guard text.hasPrefix(Self.place),
        let before = lines[..<index].last(where: {
          !$0.text.hasPrefix(Self.place)
        }), before.text.hasPrefix(Self.site)
      else { return nil }
      return TrapReport.address(of: String(text.dropFirst(2))).map { (index, $0) }
    }.prefix(Limits.frames)
    guard !places.isEmpty else { return lines }
    let found = await lookUp(places.map { $0.address &- 1 }, in: elf)
    guard !found.isEmpty else { return lines }
    var texts: [Int: [String]] = [:]
    for (place, frames) in zip(places, found) {
      texts[place.index] = frames.filter { !Self.isAllocator($0) && !Self.isMachinery($0) }.map {
        Self.place + Frame.hexadecimal(place.address)
          + ($0.function == nil ? "" : "  " + $0.description)
      }
    }
    return lines.indices.flatMap { index -> [Transcript.Line] in
      guard let words = texts[index] else { return [lines[index]] }
      return words.map { Transcript.Line(text: $0, at: lines[index].at) }
    }
  }

  /// What stands between a program and its memory.
  private static func isAllocator(_ frame: Frame) -> Bool {
    if let file = frame.file, file.contains("CNucleus/") { return true }
    let function = frame.function ?? ""
    let names = ["malloc", "posix_memalign", "swift_", "nucleus_", "_swift_", "UnsafeMutable"]
    return names.contains(where: function.hasPrefix)
  }
}

// Which source line the code of a function stems from, whatever was inlined there.

import Foundation

extension Symbolizer {
  /// A stretch of code that stems from one line.
  package struct LineStretch: Sendable, Equatable {
    /// In the file that was asked for, of the outermost function that is in it.
    package let line: Int
    /// Behind its last byte.
    package let end: UInt64
  }

  /// The stretches of these ranges that stem from a file of this name, by their starts, which are starts
  /// of instructions. Empty when the symbolizer is missing or knows no lines.
  package func outerLines(
    of ranges: [Range<UInt64>], in elf: URL, file: String
  ) async -> [(start: UInt64, stretch: LineStretch)] {
    var result: [(UInt64, LineStretch)] = []
    for range in ranges {
      var start = range.lowerBound
      var current: Int?
      for (address, line) in await lines(of: range, in: elf, file: file) where line != current {
        if let current { result.append((start, LineStretch(line: current, end: address))) }
        (start, current) = (address, line)
      }
      if let current {
        result.append((start, LineStretch(line: current, end: range.upperBound)))
      }
    }
    return result
  }

  /// For every byte its line; nil: of no line, or of another file.
  private func lines(
    of range: Range<UInt64>, in elf: URL, file: String
  ) async -> [(UInt64, Int?)] {
    var lines: [(UInt64, Int?)] = []
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Limits.lookUp) {
      let places = Array(start..<min(start + UInt64(Limits.lookUp), range.upperBound))
      for (place, frames) in zip(places, await lookUp(places, in: elf)) {
        let outer = frames.last { $0.file.map { $0 == file || $0.hasSuffix("/" + file) } ?? false }
        lines.append((place, outer?.line))
      }
    }
    return lines
  }
}

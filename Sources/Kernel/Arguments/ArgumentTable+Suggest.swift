// Which option was meant: the one whose name is nearest to what was written.

extension ArgumentTable {
  /// The option that `word` was probably meant to be, such as `--hello` for `--helo`, `-hello` or
  /// `hello=Hi`; nil when none is near.
  ///
  /// Near: at most a third of the longer name differs. A single letter stands for the option that
  /// begins with it, if only one does. Linear in the length of the word.
  func suggestion(for word: String) -> String? {
    let bytes = word.utf8.drop { $0 == UInt8(ascii: "-") }
    let written = Array(bytes.prefix { $0 != UInt8(ascii: "=") })
    var nearest: String?
    var least = Int.max
    for definition in definitions {
      let name = definition.name.utf8
      // A name one and a half times as long, or longer, is never near.
      guard abs(name.count - written.count) <= max(name.count, written.count) / 3 else { continue }
      let difference = distance(written, Array(name))
      if difference <= max(name.count, written.count) / 3, difference < least {
        nearest = definition.name
        least = difference
      }
    }
    if nearest == nil, written.count == 1 { nearest = onlyName(beginningWith: written[0]) }
    return nearest.map { "--" + $0 }
  }

  private func onlyName(beginningWith letter: UInt8) -> String? {
    let candidates = definitions.filter { $0.name.utf8.first == letter }
    return candidates.count == 1 ? candidates[0].name : nil
  }
}

/// How many bytes must be inserted, removed, changed or swapped with their neighbour to make one text
/// of the other: the Damerau-Levenshtein distance in which no byte is edited twice (optimal string
/// alignment). Takes time in proportion to the product of the lengths.
func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var last: [Int] = []
  var above = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    for column in right.indices {
      let change = left[row] == right[column] ? 0 : 1
      var best = min(above[column] + change, above[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        best = min(best, last[column - 1] + 1)
      }
      current.append(best)
    }
    last = above
    above = current
  }
  return above[right.count]
}

// Which option was meant: the one whose name is nearest to what was written.

extension ArgumentTable {
  /// The name of the option that `written`, the name in an option or a word, was probably meant to
  /// be; nil when none is near.
  ///
  /// Near: at most a third of the longer name differs. A single letter stands for the option that
  /// begins with it, if only one does. Linear in the length of the word.
  func suggestion(for written: [UInt8]) -> String? {
    var nearest: String?
    var least = Int.max
    for definition in definitions {
      let name = bytes(definition.name)
      let limit = max(name.count, written.count) / 3
      // A name one and a half times as long, or longer, is never near.
      if abs(name.count - written.count) <= limit {
        let difference = distance(written, name)
        if difference <= limit, difference < least {
          nearest = definition.name
          least = difference
        }
      }
    }
    if nearest != nil || written.count != 1 { return nearest }
    var beginning = 0
    for definition in definitions where bytes(definition.name).first == written[0] {
      nearest = definition.name
      beginning += 1
    }
    return beginning == 1 ? nearest : nil
  }
}

/// How many bytes must be inserted, removed, changed or swapped with their neighbour to make one text
/// of the other: the Damerau-Levenshtein distance in which no byte is edited twice (optimal string
/// alignment). Takes time in proportion to the product of the lengths.
func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  // The last three rows of the usual table.
  var last: [Int] = []
  var above: [Int] = []
  var current: [Int] = []
  for column in 0...right.count { current.append(column) }
  for row in left.indices {
    last = above
    above = current
    current = [row + 1]
    for column in right.indices {
      let change = left[row] == right[column] ? 0 : 1
      var best = min(above[column] + change, above[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        best = min(best, last[column - 1] + 1)
      }
      current.append(best)
    }
  }
  return current[right.count]
}

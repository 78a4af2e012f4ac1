/// How far two texts are apart: what suggestions for misspelt names are made by, in images and in the tool.
public enum EditDistance {
  /// How many elements, such as bytes, must be inserted, removed, changed or swapped with their neighbour to
  /// make one text of the other: the Damerau-Levenshtein distance in which none is edited twice (optimal
  /// string alignment). Takes time in proportion to the product of the lengths.
  public static func between<Element: Equatable>(_ left: [Element], _ right: [Element]) -> Int {
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
}

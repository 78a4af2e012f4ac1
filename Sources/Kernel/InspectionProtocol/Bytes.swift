extension String {
  /// Whether the bytes are equal. Comparing by meaning, as `==` does, brings Unicode's tables into an image,
  /// and the standard library's comparison of sequences is made anew for each pair of types.
  public func isBytewise(_ other: String) -> Bool {
    var (left, right) = (self, other)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        guard left.count == right.count else { return false }
        for index in 0..<left.count where left[index] != right[index] { return false }
        return true
      }
    }
  }
}

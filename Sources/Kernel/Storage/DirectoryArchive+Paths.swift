// Paths of an archive: their order, what is normal, and how they are found.

extension DirectoryArchive {
  private static let slash = UInt8(ascii: "/")

  /// The order of an archive: as bytes, with / before all others (a path contains no NUL).
  static func precedes(
    _ left: some Collection<UInt8>, _ right: some Collection<UInt8>
  ) -> Bool {
    left.lexicographicallyPrecedes(right) { one, other in
      (one == slash ? 0 : one) < (other == slash ? 0 : other)
    }
  }

  /// True when `path` is in the directory `directory`, at whatever depth; everything is in the root.
  static func isDirectory(
    _ directory: some Collection<UInt8>, of path: some Collection<UInt8>
  ) -> Bool {
    directory.isEmpty
      || (path.count > directory.count && path.starts(with: directory)
        && path[path.index(path.startIndex, offsetBy: directory.count)] == slash)
  }

  /// True for what a `Key` can be: UTF-8, no empty segment, no NUL, no `.` and no `..`.
  static func isNormal(_ path: UnsafeRawBufferPointer) -> Bool {
    guard !path.isEmpty, !path.contains(0), String(validating: path, as: UTF8.self) != nil else {
      return false
    }
    var start = 0
    for index in 0...path.count where index == path.count || path[index] == slash {
      let length = index - start
      if length == 0 || (length <= 2 && path[start..<index].allSatisfy { $0 == UInt8(ascii: ".") })
      {
        return false
      }
      start = index + 1
    }
    return true
  }

  /// The first record whose path does not precede `path`; `count` when all do. O(log n).
  func lowerBound(_ path: some Collection<UInt8>) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if DirectoryArchive.precedes(self.path(middle), path) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

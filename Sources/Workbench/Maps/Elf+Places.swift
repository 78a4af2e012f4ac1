// Where things are in an image's memory, for those who look into one that runs.

extension Elf {
  /// A named place.
  package struct Place: Sendable, Equatable {
    package let address: UInt64
    /// 0: a label.
    package let size: UInt64
  }

  /// Those of the names for which `isWanted`; of several of one name the first.
  package func places(where isWanted: (String) -> Bool) -> [String: Place] {
    var places: [String: Place] = [:]
    for symbol in symbols where places[symbol.name] == nil && isWanted(symbol.name) {
      places[symbol.name] = Place(address: symbol.address, size: symbol.size)
    }
    return places
  }

  /// What the loader copies and nothing may write to: where it is in memory, and in the file.
  package var constantParts: [(address: UInt64, file: Range<Int>)] {
    segments.filter { !$0.isWritable }.map { ($0.address, $0.offset..<$0.offset + $0.fileSize) }
  }
}

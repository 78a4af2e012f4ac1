import Time

/// What was done to a frame.
package enum Fault: Equatable, Sendable {
  // Of chance: these make a schedule.
  case lost
  /// It comes twice.
  case duplicated
  /// It is overtaken by so many that come after it.
  case reordered(by: Int)
  /// Later, or earlier, than the settings' delay.
  case delayed(Duration)
  /// Which bits were flipped; 0 is the highest of the first byte.
  case corrupted(bits: [Int])

  // Of the settings alone.
  /// Longer than the MTU allows.
  case tooLong
  /// The link was down.
  case down
  /// Too much was waiting for the link's bandwidth already.
  case overflowed

  /// Whether chance decides, so that a schedule must say it.
  package var isOfChance: Bool {
    switch self {
    case .lost, .duplicated, .reordered, .delayed, .corrupted: true
    case .tooLong, .down, .overflowed: false
    }
  }

  /// Whether the frame goes no further.
  package var isFatal: Bool {
    switch self {
    case .lost, .tooLong, .down, .overflowed: true
    case .duplicated, .reordered, .delayed, .corrupted: false
    }
  }
}

extension Fault: CustomStringConvertible {
  /// `lost`, `reordered 2`, `delayed 3ms`, `corrupted 37 512`
  package var description: String {
    switch self {
    case .lost: "lost"
    case .duplicated: "duplicated"
    case .reordered(let count): "reordered \(count)"
    case .delayed(let time): "delayed \(QuantityText.text(time))"
    case .corrupted(let bits): "corrupted " + bits.map(String.init).joined(separator: " ")
    case .tooLong: "too-long"
    case .down: "link-down"
    case .overflowed: "overflowed"
    }
  }

  /// The fault of chance that these words are; nil: none.
  init?(words: [Substring]) {
    switch (words.first, words.dropFirst().map { Int($0) }) {
    case ("lost", []): self = .lost
    case ("duplicated", []): self = .duplicated
    case ("reordered", let numbers):
      guard numbers.count == 1, let count = numbers[0], count > 0 else { return nil }
      self = .reordered(by: count)
    case ("delayed", let numbers):
      guard numbers.count == 1, let time = Self.time(words[1]) else { return nil }
      self = .delayed(time)
    case ("corrupted", let numbers):
      let bits = numbers.compactMap { $0 }
      guard !bits.isEmpty, bits.count == numbers.count, bits.allSatisfy({ $0 >= 0 }) else {
        return nil
      }
      self = .corrupted(bits: bits)
    default: return nil
    }
  }

  private static func time(_ word: Substring) -> Duration? {
    guard word.first == "-" else { return QuantityText.duration(word) }
    return QuantityText.duration(word.dropFirst()).map { .zero - $0 }
  }
}

/// Proverbs by what they are about.
public struct Almanac {
  private let proverbs: [String: String] = [
    "caution": "Look before you leap.",
    "haste": "More haste, less speed.",
    "help": "Many hands make light work.",
    "learning": "You are never too old to learn.",
    "looks": "All that glitters is not gold.",
    "patience": "Rome was not built in a day.",
    "silence": "Still waters run deep.",
    "taste": "There is no accounting for taste.",
  ]

  public init() {}

  /// A proverb, or what there are proverbs about.
  public func proverb(about topic: String) -> String {
    if let proverb = proverbs[topic] { return proverb }
    return "There are proverbs about " + proverbs.keys.sorted().joined(separator: ", ") + "."
  }
}

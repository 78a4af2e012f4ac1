import Arguments

/// Suggestions for misspelt names.
public enum Nearest {
  /// The candidate closest to `word`, when it is close enough to be a slip of the fingers: at most a
  /// third of the word's letters, and at least one, may differ. Letter case does not count.
  public static func match(_ word: String, among candidates: [String]) -> String? {
    let limit = max(1, word.count / 3)
    let letters = Array(word.lowercased())
    let ranked = candidates.map { ($0, EditDistance.between(letters, Array($0.lowercased()))) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= limit else { return nil }
    return best.0
  }
}

// What `--logs` says: which messages of which source are shown.
//
//     --logs=warning                every source: warnings and errors
//     --logs=*:info,net:debug       net: everything; the others: up to info
//     --logs=quiet,net:error        nothing but net's errors
//
//     thresholds = threshold *( "," threshold )
//     threshold  = [ ( "*" / source ) ":" ] ( "error" / "warning" / "info" / "debug" / "quiet" )
//     source     = 1*( any byte but "," and ":" )
//
// A source's own threshold comes before that of `*`, in whatever order they are written; for one
// source the last counts. Without a `*` the others are shown up to info, as in MirageOS, whose grammar
// this is.

/// Log levels by source.
public struct LogThresholds: Equatable, Sendable {
  private struct Threshold: Equatable, Sendable {
    var source: String
    /// Nil: nothing is shown.
    var level: LogLevel?
  }

  /// The sources that are named.
  private var named: [Threshold] = []
  /// All others.
  private var others: LogLevel? = .info

  /// Nil when `text` is not of the grammar above.
  public init?(_ text: String) {
    for part in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let colon = part.firstIndex(of: UInt8(ascii: ":"))
      let word = colon.map { part[part.index(after: $0)...] } ?? part
      guard let level = LogThresholds.level(named: word) else { return nil }
      guard let colon else {
        others = level.threshold
        continue
      }
      let source = part[..<colon]
      guard !source.isEmpty else { return nil }
      if source.elementsEqual(CollectionOfOne(UInt8(ascii: "*"))) {
        others = level.threshold
      } else {
        // A piece of UTF-8 between ASCII characters is UTF-8.
        named.append(Threshold(source: String(Substring(source)), level: level.threshold))
      }
    }
  }

  /// The most verbose level that is shown of this source; nil when nothing is. Linear in the number
  /// of sources that `--logs` names.
  public func level(for source: String) -> LogLevel? {
    // The last counts. Bytes are compared: an image that compares by meaning carries Unicode's tables.
    for threshold in named.reversed() where threshold.source.utf8.elementsEqual(source.utf8) {
      return threshold.level
    }
    return others
  }

  /// A level or none at all; told apart from a word that is neither.
  private struct Parsed {
    var threshold: LogLevel?
  }

  private static func level(named word: Substring.UTF8View) -> Parsed? {
    if matches(word, "quiet") { return Parsed(threshold: nil) }
    for level in [LogLevel.error, .warning, .info, .debug] where matches(word, level.word) {
      return Parsed(threshold: level)
    }
    return nil
  }

  private static func matches(_ word: Substring.UTF8View, _ text: StaticString) -> Bool {
    text.withUTF8Buffer { word.elementsEqual($0) }
  }
}

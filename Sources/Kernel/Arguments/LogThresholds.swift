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
    var source: [UInt8]
    /// Nil: nothing is shown.
    var level: LogLevel?
  }

  /// The sources that are named.
  private var named: [Threshold] = []
  /// All others.
  private var others: LogLevel? = .info

  /// Nil when `text` is not of the grammar above.
  @export(interface)
  public init?(_ text: String) {
    var source: [UInt8]?
    var word: [UInt8] = []
    for byte in bytes(text) {
      if byte == UInt8(ascii: ",") {
        guard set(source, word) else { return nil }
        source = nil
        word = []
      } else if byte == UInt8(ascii: ":"), source == nil {
        source = word
        word = []
      } else {
        word.append(byte)
      }
    }
    guard set(source, word) else { return nil }
  }

  /// The most verbose level that is shown of this source; nil when nothing is. Linear in the number
  /// of sources that `--logs` names.
  @export(interface)
  public func level(for source: String) -> LogLevel? {
    // The last counts.
    for threshold in named.reversed() where same(threshold.source, source) {
      return threshold.level
    }
    return others
  }

  /// - Returns: whether this can be set.
  private mutating func set(_ source: [UInt8]?, _ word: [UInt8]) -> Bool {
    var threshold: LogLevel?
    for number in LogLevel.error.rawValue...LogLevel.debug.rawValue {
      guard let level = LogLevel(rawValue: number), same(word, level.word) else { continue }
      threshold = level
    }
    guard threshold != nil || same(word, "quiet") else { return false }
    guard let source, !same(source, "*") else {
      others = threshold
      return true
    }
    named.append(Threshold(source: source, level: threshold))
    return !source.isEmpty
  }
}

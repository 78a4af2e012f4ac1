// The sources that there are, and what is shown of each.

internal import Arguments

/// A source of messages. Made once for a name and kept for ever.
@usableFromInline
final class LogSource {
  let name: StaticString
  /// How many levels are shown, from `error` on: 0...4.
  @usableFromInline var shown: UInt8
  /// The source that was made before.
  fileprivate let next: LogSource?

  private init(_ name: StaticString, shown: UInt8, next: LogSource?) {
    self.name = name
    self.shown = shown
    self.next = next
  }

  /// The last one made; the list keeps them all alive.
  private nonisolated(unsafe) static var last: LogSource?
  /// What sources that do not exist yet will start with; nil until somebody asks.
  private nonisolated(unsafe) static var thresholds: LogThresholds?
  /// What `setLevel` said of sources that do not exist yet; a later entry counts before an earlier one.
  private nonisolated(unsafe) static var orders: [(name: String?, shown: UInt8)] = []

  /// The source called `name`, made if it does not exist. Linear in the number of sources.
  static func named(_ name: StaticString) -> LogSource {
    let known = first { source in
      unsafe name.utf8CodeUnitCount == source.name.utf8CodeUnitCount
        && source.matches(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }
    if let known { return known }
    let made = LogSource(name, shown: 0, next: last)
    made.shown = initialThreshold(of: made)
    last = made
    return made
  }

  var level: LogLevel? {
    get { shown == 0 ? nil : LogLevel(rawValue: shown - 1) }
    set { shown = LogSource.count(newValue) }
  }

  /// In the order in which they were made.
  static var all: [LogSource] {
    var sources: [LogSource] = []
    var next = last
    while let source = next {
      sources.append(source)
      next = source.next
    }
    return sources.reversed()
  }

  /// Takes new thresholds; what was said by `set` before is over.
  static func configure(_ new: LogThresholds) {
    thresholds = new
    orders = []
    var next = last
    while let source = next {
      source.shown = initialThreshold(of: source)
      next = source.next
    }
  }

  /// - Parameter name: nil: every source, also those to come.
  static func set(_ level: LogLevel?, for name: String?) {
    let shown = count(level)
    if let name {
      orders.removeAll { $0.name.map { $0.utf8.elementsEqual(name.utf8) } ?? false }
      first { $0.matches(name.utf8) }?.shown = shown
    } else {
      orders = []
      var next = last
      while let source = next {
        source.shown = shown
        next = source.next
      }
    }
    orders.append((name, shown))
  }

  // MARK: - Private

  private static func count(_ level: LogLevel?) -> UInt8 { level.map { $0.rawValue + 1 } ?? 0 }

  private static func initialThreshold(of source: LogSource) -> UInt8 {
    for order in orders.reversed() {
      guard let name = order.name else { return order.shown }
      if source.matches(name.utf8) { return order.shown }
    }
    // Text that does not parse was refused at boot; empty text is none.
    let current = thresholds ?? LogThresholds(bootLogThresholds)
    thresholds = current
    guard let current else { return count(.info) }
    return count(current.level(for: source.nameText))
  }

  private static func first(where isWanted: (LogSource) -> Bool) -> LogSource? {
    var next = last
    while let source = next {
      if isWanted(source) { return source }
      next = source.next
    }
    return nil
  }

  // Bytes, not characters: comparing by meaning brings Unicode's tables into the image.
  private func matches(_ bytes: some Sequence<UInt8>) -> Bool {
    name.withUTF8Buffer { $0.elementsEqual(bytes) }
  }

  var nameText: String { name.withUTF8Buffer { String(decoding: $0, as: UTF8.self) } }
}

// The sources that there are, and what is shown of each.
//
// A source is a record that is never freed, known by its address: to look at its threshold is one load.
// (With objects each look counted a reference, which took longer than all the rest.)

internal import Arguments

/// What a source is: in memory that is taken when it is made and kept for ever.
@usableFromInline
struct LogSource {
  @usableFromInline typealias Pointer = UnsafeMutablePointer<LogSource>

  let name: StaticString
  /// How many levels are shown, from `error` on: 0...4.
  @usableFromInline var shown: UInt8
  /// The source that was made before.
  fileprivate let next: Pointer?

  var level: LogLevel? { shown == 0 ? nil : LogLevel(rawValue: shown - 1) }

  var nameText: String { name.withUTF8Buffer { String(decoding: $0, as: UTF8.self) } }

  // Bytes, not characters: comparing by meaning brings Unicode's tables into the image.
  fileprivate func isCalled(_ bytes: some Sequence<UInt8>) -> Bool {
    name.withUTF8Buffer { $0.elementsEqual(bytes) }
  }
}

/// All sources.
enum LogSources {
  /// The last one made.
  private nonisolated(unsafe) static var last: LogSource.Pointer?
  /// What sources that do not exist yet will start with; nil until somebody asks.
  private nonisolated(unsafe) static var thresholds: LogThresholds?
  /// What `set` said; a later entry counts before an earlier one, nil is every source.
  private nonisolated(unsafe) static var orders: [(name: String?, shown: UInt8)] = []

  /// The source called `name`, made if it does not exist. Linear in the number of sources.
  static func named(_ name: StaticString) -> LogSource.Pointer {
    let known = name.withUTF8Buffer { bytes in unsafe first { $0.isCalled(bytes) } }
    if let known = unsafe known { return unsafe known }
    let source = LogSource.Pointer.allocate(capacity: 1)
    let blank = unsafe LogSource(name: name, shown: 0, next: last)
    unsafe source.initialize(to: blank)
    unsafe source.pointee.shown = start(of: blank)
    unsafe last = unsafe source
    return unsafe source
  }

  /// In the order in which they were made.
  static var all: [LogSource] {
    var sources: [LogSource] = []
    forEach { unsafe sources.append($0.pointee) }
    return sources.reversed()
  }

  /// Takes new thresholds; what was said by `set` before is over.
  static func configure(_ new: LogThresholds) {
    thresholds = new
    orders = []
    forEach { source in unsafe source.pointee.shown = start(of: source.pointee) }
  }

  /// - Parameter name: nil: every source, also those to come.
  static func set(_ level: LogLevel?, for name: String?) {
    let shown = count(level)
    if let name {
      orders.removeAll { $0.name.map { $0.utf8.elementsEqual(name.utf8) } ?? false }
    } else {
      orders = []
    }
    orders.append((name, shown))
    forEach { source in
      let isMeant = name.map { unsafe source.pointee.isCalled($0.utf8) } ?? true
      if isMeant { unsafe source.pointee.shown = shown }
    }
  }

  private static func count(_ level: LogLevel?) -> UInt8 { level.map { $0.rawValue + 1 } ?? 0 }

  /// What is shown of a source without its having been told itself.
  private static func start(of source: LogSource) -> UInt8 {
    for order in orders.reversed() {
      guard let name = order.name else { return order.shown }
      if source.isCalled(name.utf8) { return order.shown }
    }
    // A text that does not parse was refused at boot; the empty text is none.
    thresholds = thresholds ?? LogThresholds(bootLogThresholds)
    guard let thresholds else { return count(.info) }
    return count(thresholds.level(for: source.nameText))
  }

  private static func forEach(_ body: (LogSource.Pointer) -> Void) {
    var next = unsafe last
    while let source = unsafe next {
      unsafe body(source)
      unsafe next = unsafe source.pointee.next
    }
  }

  private static func first(where isWanted: (LogSource) -> Bool) -> LogSource.Pointer? {
    var next = unsafe last
    while let source = unsafe next {
      if unsafe isWanted(source.pointee) { return unsafe source }
      unsafe next = unsafe source.pointee.next
    }
    return nil
  }
}

// Logging: what a unikernel tells its operator, by source and level.
//
//   let log = Log("net")                                      one for each source, kept
//   log.info("link up", ["peer": .text(peer), "port": 80])
//
//   2026-06-29T14:31:38Z INF [net] link up peer=10.0.0.1 port=80
//
// One line and one write to the console for each message. What a line contains cannot look like another
// line or command a terminal (see LogLine). A message below its source's threshold costs a load and a
// comparison: neither its text nor its fields are computed, nothing is allocated.
//
// Thresholds come from `--logs` at boot (`Log.configure`) and change at run time (`Log.setLevel`).
//
// Never reads a configuration, never filters by content, never drops a message for being one of many.

public import Arguments
internal import Platform
internal import Time

/// A source of messages: a device, a protocol, a part of the application.
public struct Log: @unchecked Sendable {
  // Safety: sources are never freed, and there is one processor without preemption.
  @usableFromInline let source: LogSource.Pointer

  /// The source called `name`; two of the same name are one. Takes a little memory for each name, for
  /// good: make one for a part of a program, not for each of its connections.
  public init(_ name: StaticString) {
    unsafe source = LogSources.named(name)
  }

  /// Something asked for was not done.
  @inlinable @inline(__always)
  public func error(
    _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = LogFields()
  ) {
    if isShown(0) { write(.error, message(), fields()) }
  }

  /// It was done, but somebody should look.
  @inlinable @inline(__always)
  public func warning(
    _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = LogFields()
  ) {
    if isShown(1) { write(.warning, message(), fields()) }
  }

  /// What an operator wants to read in a good run.
  @inlinable @inline(__always)
  public func info(
    _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = LogFields()
  ) {
    if isShown(2) { write(.info, message(), fields()) }
  }

  /// What only its author wants to read.
  @inlinable @inline(__always)
  public func debug(
    _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = LogFields()
  ) {
    if isShown(3) { write(.debug, message(), fields()) }
  }

  /// The most verbose level that is shown; nil when none is.
  public var level: LogLevel? { unsafe source.pointee.level }

  /// `rank` is a level's raw value, which ascends with verbosity.
  @inlinable @inline(__always)
  func isShown(_ rank: UInt8) -> Bool { unsafe rank < source.pointee.shown }

  @inline(never) @usableFromInline
  func write(_ level: LogLevel, _ message: String, _ fields: LogFields) {
    var line = LogLine.begin()
    line.appendTime()
    line.append(level.tag)
    line.append(" [")
    unsafe line.appendText(source.pointee.name)
    line.append("] ")
    line.appendMessage(message)
    for (key, value) in fields.elements {
      line.append(" ")
      line.appendText(key)
      line.append("=")
      value.append(to: &line)
    }
    line.end()
  }
}

extension LogLevel {
  /// As MirageOS abbreviates them.
  fileprivate var tag: StaticString {
    switch self {
    case .error: "ERR"
    case .warning: "WRN"
    case .info: "INF"
    case .debug: "DBG"
    }
  }
}

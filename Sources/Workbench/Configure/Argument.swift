// Arguments, declared once. What config.swift gives is the default of last resort; unikernel.toml, `mirador
// configure --hello=Hi` and the boot itself (`--hello=Yo`) override it, in this order.
//
//     let hello = Argument("hello", default: "Hello World!", help: "What to say.")

import Arguments

/// An argument whose value the application sees as a `Value`.
public struct Argument<Value: ArgumentValue>: Sendable {
  let node: ArgumentNode

  /// An argument with a default.
  public init(_ name: String, default value: Value, help: String, line: Int = #line)
  where Value: DefaultableValue {
    node = ArgumentNode(name, Value.kind, .byDefault(value.argumentText), Value.type, help, line)
  }

  /// An argument that a boot or the configuration must give.
  public init(required name: String, help: String, line: Int = #line) {
    node = ArgumentNode(name, Value.kind, .required, Value.type, help, line)
  }
}

extension Argument where Value == String {
  /// One of a few words.
  public init(
    _ name: String, default value: String, oneOf choices: [String], help: String, line: Int = #line
  ) {
    node = ArgumentNode(name, .choice(choices), .byDefault(value), "String", help, line)
  }
}

extension Argument where Value == LengthOfTime {
  /// A length of time, such as `.seconds(5)`; a boot gives it with its unit: `--pause=5s`.
  public init(_ name: String, default value: LengthOfTime, help: String, line: Int = #line) {
    let presence = ArgumentPresence.byDefault(value.argumentText)
    node = ArgumentNode(name, Value.kind, presence, Value.type, help, line)
  }
}

extension Argument where Value == [String] {
  /// Texts: the argument may be given any number of times.
  public init(listOf name: String, help: String, line: Int = #line) {
    node = ArgumentNode(name, .texts, .optional, Value.type, help, line)
  }
}

extension Argument {
  /// An argument without a default that need not be given: the application sees an optional.
  public static func optional<Wrapped>(
    _ name: String, help: String, line: Int = #line
  ) -> Argument<Value> where Value == Wrapped?, Wrapped: ArgumentValue {
    Argument(node: ArgumentNode(name, Value.kind, .optional, Value.type, help, line))
  }

  private init(node: ArgumentNode) { self.node = node }
}

/// A type that arguments can have.
public protocol ArgumentValue: Sendable {
  /// The type as it is written in Swift.
  static var type: String { get }
  /// How its text is read.
  static var kind: ArgumentKind { get }
}

/// A type whose values can be written as the default of an argument.
public protocol DefaultableValue: ArgumentValue {
  /// As it would be given at boot.
  var argumentText: String { get }
}

extension String: DefaultableValue {
  public static var type: String { "String" }
  public static var kind: ArgumentKind { .text }
  public var argumentText: String { self }
}

extension Int: DefaultableValue {
  public static var type: String { "Int" }
  public static var kind: ArgumentKind { .integer }
  public var argumentText: String { description }
}

extension Bool: DefaultableValue {
  public static var type: String { "Bool" }
  public static var kind: ArgumentKind { .flag }
  public var argumentText: String { self ? "true" : "false" }
}

/// A length of time: `.milliseconds(250)`. The application sees a `Duration`.
public struct LengthOfTime: DefaultableValue {
  public let argumentText: String

  public static func nanoseconds(_ count: Int) -> LengthOfTime { LengthOfTime(count, "ns") }
  public static func microseconds(_ count: Int) -> LengthOfTime { LengthOfTime(count, "us") }
  public static func milliseconds(_ count: Int) -> LengthOfTime { LengthOfTime(count, "ms") }
  public static func seconds(_ count: Int) -> LengthOfTime { LengthOfTime(count, "s") }
  public static func minutes(_ count: Int) -> LengthOfTime { LengthOfTime(count, "m") }
  public static func hours(_ count: Int) -> LengthOfTime { LengthOfTime(count, "h") }

  private init(_ count: Int, _ unit: String) { argumentText = count.description + unit }

  public static var type: String { "Duration" }
  public static var kind: ArgumentKind { .duration }
}

extension Array: ArgumentValue where Element == String {
  public static var type: String { "[String]" }
  public static var kind: ArgumentKind { .texts }
}

extension Optional: ArgumentValue where Wrapped: ArgumentValue {
  public static var type: String { Wrapped.type + "?" }
  public static var kind: ArgumentKind { Wrapped.kind }
}

/// What is behind an `Argument`, whatever its type.
final class ArgumentNode: Sendable {
  let definition: ArgumentDefinition
  /// The type that the application sees.
  let type: String
  let line: Int

  init(
    _ name: String, _ kind: ArgumentKind, _ presence: ArgumentPresence, _ type: String,
    _ help: String, _ line: Int
  ) {
    definition = ArgumentDefinition(name, kind, .application, presence, help: help)
    self.type = type
    self.line = line
  }
}

// The boot arguments: those every unikernel understands, and the rest, which is the application's.
//
//   --name=NAME   what this instance is called; the default is the unikernel's own name
//
// `--name NAME` means the same. `--` ends what the runtime takes. A repeated argument: the last counts.

/// Boot arguments, sorted into the runtime's and the application's.
public struct BootArguments: Equatable, Sendable {
  /// The value of `--name`, nil when it was not given.
  public private(set) var name: String?
  /// What the runtime did not take, in order.
  public private(set) var application: [String] = []

  /// Why arguments cannot be understood.
  public enum Failure: Error, Equatable {
    /// `--name` came last, without a value.
    case missingValue(option: String)
  }

  public init(_ arguments: [String]) throws(Failure) {
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if BootArguments.matches(argument, "--") {
        application.append(contentsOf: arguments[index...])
        return
      } else if BootArguments.matches(argument, "--name") {
        guard index < arguments.count else { throw .missingValue(option: "--name") }
        name = arguments[index]
        index += 1
      } else if let value = BootArguments.value(of: "--name=", in: argument) {
        name = value
      } else {
        application.append(argument)
      }
    }
  }

  // Bytes are compared, not characters: an image that compares strings by meaning carries Unicode's
  // tables, 30 KB.

  private static func matches(_ argument: String, _ text: StaticString) -> Bool {
    text.withUTF8Buffer { argument.utf8.elementsEqual($0) }
  }

  /// What follows `prefix` in `argument`.
  private static func value(of prefix: StaticString, in argument: String) -> String? {
    let bytes = argument.utf8
    let matches = prefix.withUTF8Buffer { bytes.starts(with: $0) }
    guard matches else { return nil }
    // Safety of the conversion: a suffix of UTF-8 after whole ASCII characters is UTF-8.
    return String(Substring(bytes.dropFirst(prefix.utf8CodeUnitCount)))
  }
}

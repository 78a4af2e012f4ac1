/// Boot arguments as one command line, and back.
///
/// A virtual machine gets one string. The guest splits it by three rules:
///
///     whitespace (space, tab, newline, vertical tab, form feed, return) separates arguments
///     double quotes group; they may open and close inside an argument, and "" is an empty one
///     a backslash, inside or outside quotes, takes the next byte literally
///
/// `quote` writes what these rules read; `split` is the same splitter as the guest's, for tests
/// and for messages.
public enum BootArguments {
  /// One command line for `arguments`, which survive byte for byte.
  ///
  /// Throws when an argument holds a NUL byte or when the result is longer than 4000 bytes.
  public static func quote(_ arguments: [String]) throws(MachineFailure) -> String {
    for argument in arguments where argument.utf8.contains(0) {
      throw .environment(Messages.argumentHoldsNul(argument))
    }
    let line = arguments.map(quoted).joined(separator: " ")
    guard line.utf8.count <= Limits.commandLine else {
      throw .environment(Messages.commandLineTooLong(line.utf8.count))
    }
    return line
  }

  /// The arguments in a command line. An unfinished quote ends with the line; a last backslash
  /// stands for itself.
  public static func split(_ line: some Sequence<UInt8>) -> [[UInt8]] {
    var arguments: [[UInt8]] = []
    var current: [UInt8]?
    var isQuoted = false
    var isEscaped = false
    for byte in line {
      if isEscaped {
        current = (current ?? []) + [byte]
        isEscaped = false
      } else if byte == backslash {
        current = current ?? []
        isEscaped = true
      } else if byte == quotationMark {
        current = current ?? []
        isQuoted.toggle()
      } else if isSpace(byte) && !isQuoted {
        if let argument = current { arguments.append(argument) }
        current = nil
      } else {
        current = (current ?? []) + [byte]
      }
    }
    if isEscaped { current?.append(backslash) }
    if let argument = current { arguments.append(argument) }
    return arguments
  }

  private static let backslash = UInt8(ascii: "\\")
  private static let quotationMark = UInt8(ascii: "\"")

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte)
  }

  private static func quoted(_ argument: String) -> String {
    guard argument.isEmpty || !argument.utf8.allSatisfy(isPlain) else { return argument }
    // On bytes, not characters: a quotation mark with a combining accent is one Character.
    var bytes = [quotationMark]
    for byte in argument.utf8 {
      if byte == backslash || byte == quotationMark { bytes.append(backslash) }
      bytes.append(byte)
    }
    bytes.append(quotationMark)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// True for bytes that need no quotes under anybody's rules.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default:
      "-_=.,:/+@%".utf8.contains(byte)
    }
  }
}

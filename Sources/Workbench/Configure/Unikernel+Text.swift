// A unikernel as lines of text: how the process that evaluates a config.swift tells its parent what
// was declared. One `key=value` a line, lists separated by commas, no quoting: names have no such
// characters, which the reader checks.

extension Unikernel {
  /// What the evaluating process prints.
  public var text: String {
    var lines = "name=" + name
    lines += "\nstart=" + start
    lines += "\nneeds="
    for (index, need) in needs.enumerated() { lines += (index == 0 ? "" : ",") + need.rawValue }
    lines += "\ntargets="
    for (index, target) in targets.enumerated() {
      lines += (index == 0 ? "" : ",") + target.rawValue
    }
    return lines
  }

  /// Why a declaration is of no use.
  public enum Fault: Error, Equatable, Sendable {
    /// The name is empty, too long, or has characters other than letters, digits and dashes.
    case name(String)
    /// The start type is no Swift identifier.
    case start(String)
    /// Something is named twice.
    case repeated(String)
    /// No target is named.
    case noTarget
    /// Not the text that `text` makes.
    case garbled(String)
  }

  /// Reads what `text` wrote, and checks it.
  public init(text: String) throws(Fault) {
    var values: [Substring: Substring] = [:]
    for line in text.split(separator: "\n") {
      guard let equals = line.firstIndex(of: "=") else { throw .garbled(String(line)) }
      values[line[..<equals]] = line[line.index(after: equals)...]
    }
    guard let name = values["name"], let start = values["start"], let needs = values["needs"],
      let targets = values["targets"]
    else { throw .garbled(text) }
    try self.init(
      checked: String(name), start: String(start),
      needs: Unikernel.list(needs, Need.init(rawValue:)),
      targets: Unikernel.list(targets, Target.init(rawValue:)))
  }

  private init(
    checked name: String, start: String, needs: [Need], targets: [Target]
  ) throws(Fault) {
    guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(Unikernel.isNameByte) else {
      throw .name(name)
    }
    guard Unikernel.isIdentifier(start) else { throw .start(start) }
    for (index, need) in needs.enumerated() where needs[..<index].contains(need) {
      throw .repeated(need.rawValue)
    }
    for (index, target) in targets.enumerated() where targets[..<index].contains(target) {
      throw .repeated(target.rawValue)
    }
    guard !targets.isEmpty else { throw .noTarget }
    self.init(name, start: start, needs: needs, targets: targets)
  }

  private static func list<Value>(
    _ text: Substring, _ parse: (String) -> Value?
  ) throws(Fault) -> [Value] {
    var values: [Value] = []
    for word in text.split(separator: ",") {
      guard let value = parse(String(word)) else { throw .garbled(String(word)) }
      values.append(value)
    }
    return values
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-")
  }

  private static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: "_") else {
      return false
    }
    return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
  }
}

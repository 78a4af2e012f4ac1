// From words to values: one pass over the words, then the defaults.

/// An argument that was given, and its text, which is of the right kind. A flag's is `true` or `false`.
public struct GivenArgument: Equatable, Sendable {
  /// Which definition, by its place in the array given to `ArgumentTable.init`.
  public let index: Int
  public let text: String
}

extension ArgumentTable {
  /// Reads the words of a boot.
  ///
  /// - Throws: what is wrong first; `help` when that was asked for, whatever else is wrong.
  public func read(_ words: [String]) throws(ArgumentFailure) -> ArgumentValues {
    let reading = try sort(words, at: .boot)
    for (index, definition) in definitions.enumerated() {
      if case .required = definition.presence, !reading.given.contains(where: { $0.index == index })
      {
        throw .required(definition)
      }
    }
    return ArgumentValues(definitions: definitions, given: reading.given, words: reading.words)
  }

  /// Reads the options of `mirador configure`, which become defaults or fixed: none is required, no
  /// words are taken, and the runtime's own are refused, as they are for boots.
  ///
  /// - Returns: what was given, in the order of the definitions; several of one index when it takes
  ///   texts, else the last.
  /// - Throws: as `read`.
  public func given(_ words: [String]) throws(ArgumentFailure) -> [GivenArgument] {
    let given = try sort(words, at: .configuration).given
    var result: [GivenArgument] = []
    for (index, definition) in definitions.enumerated() {
      let all = given.filter { $0.index == index }
      if case .texts = definition.kind {
        result += all
      } else if let last = all.last {
        result.append(last)
      }
    }
    return result
  }

  /// When words are read.
  enum Occasion {
    case configuration
    case boot
  }

  struct Reading {
    /// In the order of the words.
    var given: [GivenArgument] = []
    var words: [String] = []
  }

  private func sort(
    _ words: [String], at occasion: Occasion
  ) throws(ArgumentFailure) -> Reading {
    let isEnd = { (word: String) in Parse.matches(word, "--") }
    let end = words.firstIndex(where: isEnd) ?? words.count
    if words[..<end].contains(where: { Parse.matches($0, "--help") }) { throw .help }
    var reading = Reading()
    var index = 0
    while index < words.count {
      let word = words[index]
      if index == end {
        // What follows is words.
      } else if index < end, let option = Option(word) {
        let next = index + 1 < end ? words[index + 1] : nil
        if try read(option, next: next, at: occasion, into: &reading) { index += 1 }
      } else if takesWords, occasion == .boot {
        reading.words.append(word)
      } else {
        throw .unexpectedWord(word, suggestion: suggestion(for: word))
      }
      index += 1
    }
    return reading
  }

  /// - Returns: whether `next` was taken as the value.
  private func read(
    _ option: Option, next: String?, at occasion: Occasion, into reading: inout Reading
  ) throws(ArgumentFailure) -> Bool {
    guard option.hasTwoDashes, let index = index(of: option.name) else {
      throw .unknown(option: option.text, suggestion: suggestion(for: option.text))
    }
    let definition = definitions[index]
    if index == ownCount + ArgumentTable.helpOffset { throw .help }
    if index >= ownCount, occasion == .configuration { throw .onlyAtBoot(definition) }
    var value = option.value
    var tookNext = false
    if value == nil, case .flag = definition.kind { value = "true" }
    if value == nil, let next, !next.utf8.starts(with: [dash, dash]) {
      value = next
      tookNext = true
    }
    guard let value else { throw .missingValue(definition) }
    try check(value, definition, at: occasion)
    reading.given.append(GivenArgument(index: index, text: value))
    return tookNext
  }

  private func check(
    _ value: String, _ definition: ArgumentDefinition, at occasion: Occasion
  ) throws(ArgumentFailure) {
    guard definition.kind.accepts(value) else { throw .wrongValue(definition, value) }
    if case .fixed(let text) = definition.presence, occasion == .boot,
      !text.utf8.elementsEqual(value.utf8)
    {
      throw .fixed(definition, value)
    }
  }

  private func index(of name: Substring.UTF8View) -> Int? {
    definitions.firstIndex { $0.name.utf8.elementsEqual(name) }
  }
}

private let dash = UInt8(ascii: "-")

/// A word that begins with a dash, taken apart.
struct Option {
  /// `--name` or `-name`, without the value.
  let text: String
  let hasTwoDashes: Bool
  /// What follows `=`; nil without one.
  let value: String?

  var name: Substring.UTF8View { text.utf8.dropFirst(hasTwoDashes ? 2 : 1) }

  /// Nil when `word` is none: it does not begin with a dash, or is one dash.
  init?(_ word: String) {
    let bytes = word.utf8
    guard bytes.first == dash, bytes.count > 1 else { return nil }
    hasTwoDashes = bytes.dropFirst().first == dash
    // Pieces of UTF-8 beside an ASCII character are UTF-8.
    if let equals = bytes.firstIndex(of: UInt8(ascii: "=")) {
      text = String(Substring(bytes[..<equals]))
      value = String(Substring(bytes[bytes.index(after: equals)...]))
    } else {
      text = word
      value = nil
    }
  }
}

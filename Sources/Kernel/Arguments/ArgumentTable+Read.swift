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
  @export(interface)
  public func read(_ words: [String]) throws(ArgumentFailure) -> ArgumentValues {
    let reading = try sort(words, at: .boot)
    for index in definitions.indices {
      if case .required = definitions[index].presence,
        !reading.given.contains(where: { $0.index == index })
      {
        throw .required(definitions[index])
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
  @export(interface)
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
    let end = try end(of: words)
    var reading = Reading()
    var index = 0
    while index < words.count {
      let option = Option(words[index])
      if index < end, option.isOption {
        let next = index + 1 < words.count ? words[index + 1] : nil
        if try read(option, next: next, at: occasion, into: &reading) { index += 1 }
      } else if index != end {
        guard takesWords, occasion == .boot else {
          throw .unexpectedWord(words[index], suggestion: suggestion(for: option.name))
        }
        reading.words.append(words[index])
      }
      index += 1
    }
    return reading
  }

  /// Where the options end: at `--`, or with the words.
  ///
  /// - Throws: `help` when that is asked for before.
  private func end(of words: [String]) throws(ArgumentFailure) -> Int {
    for index in words.indices {
      let word = bytes(words[index])
      if same(word, "--") { return index }
      if same(word, "--help") { throw .help }
    }
    return words.count
  }

  /// - Returns: whether `next` was taken as the value.
  private func read(
    _ option: Option, next: String?, at occasion: Occasion, into reading: inout Reading
  ) throws(ArgumentFailure) -> Bool {
    guard let index = index(of: option) else {
      throw .unknown(option: option.text, suggestion: suggestion(for: option.name))
    }
    let definition = definitions[index]
    if index == ownCount + ArgumentTable.helpOffset { throw .help }
    if index >= ownCount, occasion == .configuration { throw .onlyAtBoot(definition) }
    var value = option.value
    if value == nil, case .flag = definition.kind { value = "true" }
    let takesNext = value == nil
    // A value that begins with two dashes is written with `=`: more often it was forgotten.
    if takesNext, let next, Option(next).dashes < 2 { value = next }
    guard let value else { throw .missingValue(definition) }
    try check(value, definition, at: occasion)
    reading.given.append(GivenArgument(index: index, text: value))
    return takesNext
  }

  private func check(
    _ value: String, _ definition: ArgumentDefinition, at occasion: Occasion
  ) throws(ArgumentFailure) {
    guard definition.kind.accepts(value) else { throw .wrongValue(definition, value) }
    if case .fixed(let text) = definition.presence, occasion == .boot, !same(bytes(text), value) {
      throw .fixed(definition, value)
    }
  }

  private func index(of option: Option) -> Int? {
    guard option.dashes == 2 else { return nil }
    for index in definitions.indices where same(option.name, definitions[index].name) {
      return index
    }
    return nil
  }
}

/// A word, taken apart as an option is.
private struct Option {
  /// How many dashes it begins with.
  var dashes = 0
  /// What follows them, without the value.
  var name: [UInt8] = []
  /// The dashes and the name.
  let text: String
  /// What follows `=`; nil without one.
  var value: String?

  var isOption: Bool { dashes > 0 && (dashes > 1 || !name.isEmpty || value != nil) }

  init(_ word: String) {
    let word = bytes(word)
    var end = 0
    while end < word.count, word[end] != UInt8(ascii: "=") {
      if word[end] == UInt8(ascii: "-"), name.isEmpty {
        dashes += 1
      } else {
        name.append(word[end])
      }
      end += 1
    }
    text = Arguments.text(word, 0..<end)
    if end < word.count { value = Arguments.text(word, (end + 1)..<word.count) }
  }
}

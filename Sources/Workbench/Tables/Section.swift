// A table of a TOML file that remembers where it came from.
//
// Every accessor either returns a value that is right or throws a TableFault that cites the file and
// the key. `expectOnly` refuses keys that nobody reads: a misspelt key is an error, not a default.

import TOMLKit

/// A table of a TOML file.
public struct Section: Sendable {
  /// The file, as faults cite it.
  public let file: String
  /// The path of this table in the file; empty for the top.
  public let path: String
  /// What the table holds, by key.
  public let values: [String: Setting]

  /// Parses a whole file.
  public init(parsing text: String, file: String) throws(TableFault) {
    self.file = file
    self.path = ""
    do {
      let root = try TOMLTable(string: text)
      values = withExtendedLifetime(root) { Setting.values(of: root) }
    } catch let error as TOMLParseError {
      let place = "line \(error.source.begin.line), column \(error.source.begin.column)"
      throw TableFault(file: file, "not TOML, at \(place): \(error.description)")
    } catch {
      throw TableFault(file: file, "not TOML: \(error)")
    }
  }

  init(file: String, path: String, values: [String: Setting]) {
    self.file = file
    self.path = path
    self.values = values
  }

  /// The fault of `key`, ready to throw.
  public func fault(_ key: String, _ problem: String) -> TableFault {
    TableFault(file: file, key: path.isEmpty ? key : "\(path).\(key)", problem)
  }

  /// Refuses every key but `keys`.
  public func expectOnly(_ keys: [String]) throws(TableFault) {
    for key in values.keys.sorted() where !keys.contains(key) {
      let near = Nearest.match(key, among: keys).map { "; did you mean \($0)?" } ?? ""
      throw fault(key, "no such key" + near)
    }
  }

  /// Whether the file says anything about `key`.
  public func has(_ key: String) -> Bool { values[key] != nil }
}

// MARK: - Values

extension Section {
  /// A string of 1...`limit` characters in one line.
  public func string(_ key: String, limit: Int = 200) throws(TableFault) -> String {
    guard let value = values[key] else { throw fault(key, "missing; a string is expected") }
    guard case .string(let text) = value else { throw fault(key, "a string is expected") }
    let trimmed = text.drop { $0.isWhitespace }
    guard !trimmed.isEmpty else { throw fault(key, "must not be empty") }
    guard text.count <= limit else {
      throw fault(key, "at most \(limit) characters, not \(text.count)")
    }
    guard !text.contains(where: { $0.isNewline }) else { throw fault(key, "must be one line") }
    return text
  }

  /// A whole number within `range`.
  public func integer(_ key: String, in range: ClosedRange<Int>) throws(TableFault) -> Int {
    guard let value = values[key] else { throw fault(key, "missing; a whole number is expected") }
    guard case .integer(let number) = value else { throw fault(key, "a whole number is expected") }
    guard range.contains(number) else {
      throw fault(key, "must be in \(range.lowerBound)...\(range.upperBound), not \(number)")
    }
    return number
  }

  /// True or false; `otherwise` when the file does not say.
  public func boolean(_ key: String, otherwise: Bool) throws(TableFault) -> Bool {
    guard let value = values[key] else { return otherwise }
    guard case .boolean(let answer) = value else { throw fault(key, "true or false is expected") }
    return answer
  }

  /// Seconds, whole or fractional, above zero and within a day.
  public func seconds(_ key: String) throws(TableFault) -> Duration {
    guard let value = values[key] else { throw fault(key, "missing; seconds are expected") }
    return try seconds(value, key)
  }

  /// A pair of seconds, the smaller first.
  public func range(_ key: String) throws(TableFault) -> ClosedRange<Duration> {
    guard case .list(let pair)? = values[key], pair.count == 2 else {
      throw fault(key, "two numbers of seconds are expected, [least, most]")
    }
    let least = try seconds(pair[0], key)
    let most = try seconds(pair[1], key)
    guard least <= most else { throw fault(key, "the first must not exceed the second") }
    return least...most
  }

  /// A list of strings; empty when the file does not say.
  public func strings(_ key: String) throws(TableFault) -> [String] {
    guard let value = values[key] else { return [] }
    guard case .list(let items) = value else { throw fault(key, "a list of strings is expected") }
    var texts: [String] = []
    for item in items {
      guard case .string(let text) = item else {
        throw fault(key, "a list of strings is expected")
      }
      texts.append(text)
    }
    return texts
  }

  /// A list of distinct values of an enumeration, by their names; empty when the file does not say.
  public func choices<Choice: CaseIterable & RawRepresentable & Equatable>(
    _ key: String, of: Choice.Type
  ) throws(TableFault) -> [Choice] where Choice.RawValue == String {
    var found: [Choice] = []
    for name in try strings(key) {
      guard let choice = Choice(rawValue: name) else {
        let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw fault(key, "\"\(name)\" is none of \(all)")
      }
      guard !found.contains(choice) else { throw fault(key, "\"\(name)\" appears twice") }
      found.append(choice)
    }
    return found
  }

  /// The table under `key`.
  public func section(_ key: String) throws(TableFault) -> Section {
    guard case .table(let table)? = values[key] else {
      throw fault(key, values[key] == nil ? "missing; a table is expected" : "a table is expected")
    }
    return Section(file: file, path: path.isEmpty ? key : "\(path).\(key)", values: table)
  }

  /// The tables of `[[key]]`, in order; empty when the file has none.
  public func sections(_ key: String) throws(TableFault) -> [Section] {
    guard let value = values[key] else { return [] }
    guard case .list(let items) = value else { throw fault(key, "tables [[\(key)]] are expected") }
    var tables: [Section] = []
    for (index, item) in items.enumerated() {
      guard case .table(let table) = item else {
        throw fault(key, "tables [[\(key)]] are expected")
      }
      let name = "\(key)[\(index + 1)]"
      tables.append(
        Section(file: file, path: path.isEmpty ? name : "\(path).\(name)", values: table))
    }
    return tables
  }

  private func seconds(_ value: Setting, _ key: String) throws(TableFault) -> Duration {
    let number: Double
    switch value {
    case .integer(let whole): number = Double(whole)
    case .number(let fraction): number = fraction
    default: throw fault(key, "seconds are expected")
    }
    guard number > 0, number <= 86_400 else {
      throw fault(key, "seconds must be above 0 and within a day")
    }
    return .seconds(number)
  }
}

// TOMLKit's tables are mutable objects over C++ memory; a Setting is the same content as a plain value.

import TOMLKit

/// A value of a TOML file. Dates and times are not used here and become `unsupported`.
public enum Setting: Sendable, Equatable {
  case string(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  case list([Setting])
  case table([String: Setting])
  case unsupported

  /// The content of a table, copied.
  static func values(of table: TOMLTable) -> [String: Setting] {
    var values: [String: Setting] = [:]
    for key in table.keys {
      if let value = table[key] { values[key] = Setting(value) }
    }
    return values
  }

  private init(_ value: any TOMLValueConvertible) {
    switch value.type {
    case .string: self = value.string.map(Setting.string) ?? .unsupported
    case .int: self = value.int.map(Setting.integer) ?? .unsupported
    case .double: self = value.double.map(Setting.number) ?? .unsupported
    case .bool: self = value.bool.map(Setting.boolean) ?? .unsupported
    case .array: self = value.array.map { .list($0.map { Setting($0) }) } ?? .unsupported
    case .table: self = value.table.map { .table(Setting.values(of: $0)) } ?? .unsupported
    case .date, .time, .dateTime: self = .unsupported
    }
  }
}

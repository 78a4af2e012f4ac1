// An answer as one line of JSON: numbers in the smallest unit, so that programs need not read any.
//
//     {"command":"clock","outcome":"complete","rows":[{"date":"2026-…","uptime_ns":123}]}

import Foundation
import InspectionProtocol

extension ConsoleAnswer {
  /// Keys are the columns' names, with `_ns` behind those of durations and instants, `_bytes` behind sizes.
  /// Addresses are hexadecimal texts; their names, where they are known, are beside them with `_name`.
  public func json(names: CodeNames = [:]) -> String {
    let rows = rows.map { row -> [String: Any] in
      var object: [String: Any] = [:]
      for (column, cell) in zip(declaration.columns, row) {
        object[column.key] = cell.json
        if case .address(let address) = cell, let name = names[address] {
          object[column.key + "_name"] = name
        }
        if case .stack(let addresses) = cell, !names.isEmpty {
          object[column.key + "_names"] = addresses.map { names[$0] ?? "" }
        }
      }
      return object
    }
    let whole: [String: Any] = [
      "command": declaration.name, "outcome": "\(outcome)", "rows": rows,
    ]
    return JSON.line(whole)
  }
}

enum JSON {
  static func line(_ object: [String: Any]) -> String {
    let data = try? JSONSerialization.data(
      withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}

extension Column {
  var key: String {
    let name = name.replacing(" ", with: "_")
    switch type {
    case .duration, .instant: return name + "_ns"
    case .bytes: return name + "_bytes"
    default: return name
    }
  }
}

extension Cell {
  fileprivate var json: Any {
    switch self {
    case .none: NSNull()
    case .text(let text): text
    case .integer(let number): number
    case .bytes(let number), .id(let number): number
    case .duration(let duration): duration.nanoseconds
    case .instant(let instant): instant.nanoseconds
    case .date(let date): date.rfc3339(fractionDigits: 9)
    case .flag(let flag): flag
    case .address(let address): "0x" + String(address, radix: 16)
    case .stack(let addresses): addresses.map { "0x" + String($0, radix: 16) }
    }
  }
}

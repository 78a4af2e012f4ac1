// The map that ld.lld writes with -Map: one row for every output section, every input section in it and
// every symbol in that, told apart by their indentation (0, 8, 16).
//
//        VMA      LMA     Size Align Out     In      Symbol
//     100000   100000      eb6    16 .nucleus.text
//     100000   100000      a7d    16         …/virtio/nucleus.c.o:(.nucleus.text)
//     100000   100000      268     1                 nucleus_enter

import Foundation

/// Which object each byte came from.
package struct LinkMap: Sendable {
  struct Output: Sendable, Equatable {
    let name: String
    let address: UInt64
    let size: UInt64
  }

  /// An input section.
  package struct Part: Sendable, Equatable {
    let address: UInt64
    package let size: UInt64
    /// A path, with the member in brackets when it is an archive; `<internal>`: the linker's own.
    package let object: String
    package let section: String

    var end: UInt64 { address + size }
  }

  var outputs: [Output] = []
  /// By address; none is empty, all are loaded.
  package private(set) var parts: [Part] = []
  /// The names at an address, as the linker writes them: C++ demangled, Swift not.
  var names: [UInt64: [String]] = [:]
  /// Whether the output section that rows are about is loaded. Others (debug information, symbols) have
  /// address 0, and their inputs offsets that look like addresses.
  private var isLoaded = false

  /// - Returns: nil when the text is no map of lld's.
  package init?(parsing text: [UInt8]) {
    let lines = text.split(separator: UInt8(ascii: "\n"))
    guard let head = lines.first.map({ String(decoding: $0, as: UTF8.self) }),
      head.contains("VMA"), head.contains("LMA"), head.hasSuffix("Symbol")
    else { return nil }
    for line in lines.dropFirst() {
      guard let row = Row(line) else { return nil }
      take(row)
    }
    parts.sort { $0.address < $1.address }
  }

  private mutating func take(_ row: Row) {
    guard !row.address.addingReportingOverflow(row.size).overflow else { return }
    switch row.level {
    case 0:
      // Assignments of the linker script stand among the sections.
      guard !row.text.contains(" = ") else { return }
      isLoaded = row.address > 0
      guard row.size > 0 else { return }
      outputs.append(Output(name: row.text, address: row.address, size: row.size))
    case 1:
      guard isLoaded, row.size > 0, let (object, section) = LinkMap.origin(row.text) else { return }
      parts.append(
        Part(address: row.address, size: row.size, object: object, section: section))
    default:
      names[row.address, default: []].append(row.text)
    }
  }

  /// `object:(section)`.
  private static func origin(_ text: String) -> (object: String, section: String)? {
    guard text.hasSuffix(")"), let mark = text.range(of: ":(", options: .backwards) else {
      return nil
    }
    return (String(text[..<mark.lowerBound]), String(text[mark.upperBound...].dropLast()))
  }
}

/// A row of the map.
private struct Row {
  let address: UInt64
  let size: UInt64
  let level: Int
  let text: String

  init?(_ line: ArraySlice<UInt8>) {
    var rest = line
    guard let address = Row.number(&rest, 16), Row.number(&rest, 16) != nil,
      let size = Row.number(&rest, 16), Row.number(&rest, 10) != nil, rest.first == 0x20
    else { return nil }
    rest = rest.dropFirst()
    let text = rest.drop { $0 == 0x20 }
    level = (text.startIndex - rest.startIndex) / 8
    self.address = address
    self.size = size
    self.text = CleanText.of(text)
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, _ radix: Int) -> UInt64? {
    rest = rest.drop { $0 == 0x20 }
    let digits = rest.prefix { $0 != 0x20 }
    rest = rest.dropFirst(digits.count)
    return UInt64(String(decoding: digits, as: UTF8.self), radix: radix)
  }
}

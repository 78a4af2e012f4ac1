// Lines of fields: how the process that evaluates a config.swift tells its parent what was declared. Fields
// are separated by tabs; tabs, line ends and backslashes inside of them are escaped.

/// One line.
struct Record {
  var fields: [String]

  init(_ fields: [String]) { self.fields = fields }

  /// The line, without its end.
  var line: String {
    var bytes: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(Record.tab) }
      for byte in field.utf8 { Record.escape(byte, into: &bytes) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads what `line` wrote; nil when an escape is unknown.
  init?(line: some Sequence<UInt8>) {
    var fields: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in line {
      if isEscaped {
        guard let plain = Record.plain(byte) else { return nil }
        fields[fields.count - 1].append(plain)
        isEscaped = false
      } else if byte == Record.backslash {
        isEscaped = true
      } else if byte == Record.tab {
        fields.append([])
      } else {
        fields[fields.count - 1].append(byte)
      }
    }
    guard !isEscaped else { return nil }
    self.fields = []
    for field in fields { self.fields.append(String(decoding: field, as: UTF8.self)) }
  }

  private static let tab = UInt8(ascii: "\t")
  private static let newline = UInt8(ascii: "\n")
  private static let backslash = UInt8(ascii: "\\")

  private static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
    switch byte {
    case tab: bytes += [backslash, UInt8(ascii: "t")]
    case newline: bytes += [backslash, UInt8(ascii: "n")]
    case backslash: bytes += [backslash, backslash]
    default: bytes.append(byte)
    }
  }

  private static func plain(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "t"): tab
    case UInt8(ascii: "n"): newline
    case backslash: backslash
    default: nil
    }
  }
}

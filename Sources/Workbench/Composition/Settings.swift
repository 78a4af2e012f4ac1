// What is decided about a unikernel outside of config.swift: a target, and values of its arguments. Two files
// have this form, unikernel.toml (by hand, beside config.swift) and .mirador/configured.toml (written by
// `mirador configure`, which wins):
//
//     target = "virtio"
//
//     [arguments]
//     hello = "Hi"
//     count = 3
//     verbose = true
//     peers = ["10.0.0.2", "10.0.0.3"]

import Arguments
import Configure
import Foundation
import Tables

/// Decisions about a unikernel.
public struct Settings: Equatable, Sendable {
  public var target: Target?
  /// Values as they would be given at boot, by the argument's name; more than one for a list.
  public var arguments: [String: [String]]

  public init(target: Target? = nil, arguments: [String: [String]] = [:]) {
    self.target = target
    self.arguments = arguments
  }

  /// Reads a file's text.
  /// - Parameter file: its name, for faults.
  public init(parsing text: String, file: String) throws(TableFault) {
    let table = try Section(parsing: text, file: file)
    try table.expectOnly(["target", "arguments"])
    self.init()
    if table.has("target") {
      let word = try table.string("target")
      guard let target = Target(rawValue: word) else {
        let all = Target.allCases.map(\.rawValue).joined(separator: ", ")
        throw table.fault("target", "\"\(word)\" is none of \(all)")
      }
      self.target = target
    }
    guard table.has("arguments") else { return }
    let section = try table.section("arguments")
    for (name, value) in section.values {
      guard let texts = Settings.texts(value) else {
        throw section.fault(name, "a text, a number, true, false or a list of texts is expected")
      }
      arguments[name] = texts
    }
  }

  /// These, and where they say nothing, `other`.
  public func over(_ other: Settings) -> Settings {
    Settings(
      target: target ?? other.target,
      arguments: arguments.merging(other.arguments) { mine, _ in mine })
  }

  /// A file's text, which `init(parsing:file:)` reads.
  public var text: String {
    var lines: [String] = []
    if let target { lines.append("target = \"\(target.rawValue)\"") }
    if !arguments.isEmpty {
      if !lines.isEmpty { lines.append("") }
      lines.append("[arguments]")
    }
    for (name, values) in arguments.sorted(by: { $0.key < $1.key }) {
      let texts = values.map(Settings.quoted)
      let isOne = texts.count == 1
      lines.append("\(name) = " + (isOne ? texts[0] : "[" + texts.joined(separator: ", ") + "]"))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func texts(_ value: Setting) -> [String]? {
    switch value {
    case .string(let text): return [text]
    case .integer(let number): return [String(number)]
    case .boolean(let flag): return [flag ? "true" : "false"]
    case .list(let items):
      var texts: [String] = []
      for item in items {
        guard case .string(let text) = item else { return nil }
        texts.append(text)
      }
      return texts
    case .number, .table, .unsupported: return nil
    }
  }

  /// A basic string of TOML 1.0.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

// What `describe` says of a unikernel's folder: what it is, its arguments with what holds for them and who
// said so, and what each target would use.

import Build
import Composition
import Foundation
import Manifest

import enum Configure.Target
import struct Configure.Unikernel

/// A folder, described.
struct Description {
  private let configuration: Configuration
  private let compositions: [Composition]
  private let isPlain: Bool

  /// - Parameter isPlain: without characters that only UTF-8 has.
  init(_ configuration: Configuration, targets: [Target], isPlain: Bool) throws {
    self.configuration = configuration
    self.isPlain = isPlain
    compositions = try targets.map { try configuration.composition(for: $0) }
  }

  var lines: [String] {
    let unikernel = configuration.unikernel
    let targets = unikernel.targets.map { target in
      target.rawValue + (target == configuration.settings.target ? " (configured)" : "")
    }
    var lines = [
      "unikernel   \(unikernel.name)",
      "targets     " + targets.joined(separator: ", "),
    ]
    lines += unikernel.jobs.map { "start       \($0.startReference)" }
    lines += unikernel.libraries.map { "library     \($0.module)  config.swift:\($0.line)" }
    let values = compositions.first.map { Description.values(of: configuration, $0) } ?? []
    if !values.isEmpty { lines += ["", "Arguments"] + values.map { "  " + $0 } }
    for group in groups() {
      lines += ["", "Devices on " + group.targets.map(\.rawValue).joined(separator: ", ")]
      lines += Graph(group.composition).tree(isPlain: isPlain).map { "  " + $0 }
    }
    return lines
  }

  /// Targets that use the same are told once.
  private func groups() -> [(targets: [Target], composition: Composition)] {
    var groups: [(targets: [Target], composition: Composition)] = []
    for composition in compositions {
      let graph = Graph(composition)
      if let index = groups.firstIndex(where: { Graph($0.composition) == graph }) {
        groups[index].targets.append(composition.target)
      } else {
        groups.append(([composition.target], composition))
      }
    }
    return groups
  }

  /// A line for each argument of the unikernel's own: its value and who said so.
  static func values(of configuration: Configuration, _ composition: Composition) -> [String] {
    let rows = composition.arguments.map { argument -> (String, String) in
      let definition = argument.definition
      let name = definition.name
      let source =
        configuration.configured.arguments[name] != nil
        ? "configured"
        : configuration.written.arguments[name] != nil
          ? Configuration.settingsFile : "config.swift:\(argument.line)"
      let text =
        switch definition.presence {
        case .required: "--\(name)  required"
        case .optional: "--\(name)  none"
        case .byDefault(let value): "--\(name)=\(value)"
        case .fixed(let value): "--\(name)=\(value)  fixed"
        }
      return (text.replacing("\n", with: ","), source)
    }
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { $0.0.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.1 }
  }
}

// MARK: - JSON

extension Description {
  /// The schema of `describe --json`; documented in docs/configure.md.
  private struct Document: Encodable {
    struct OnTarget: Encodable {
      let target: String
      let devices: [Manifest.Device]
      let arguments: [Manifest.Argument]
    }
    let format = 1
    let name: String
    let start: [String]
    let configured: String?
    let libraries: [String]
    let targets: [OnTarget]
  }

  /// JSON with sorted keys.
  var json: String {
    get throws {
      let unikernel = configuration.unikernel
      let document = Document(
        name: unikernel.name, start: unikernel.jobs.map(\.startReference),
        configured: configuration.settings.target?.rawValue,
        libraries: unikernel.libraries.map(\.module),
        targets: compositions.map {
          Document.OnTarget(
            target: $0.target.rawValue, devices: $0.manifestDevices,
            arguments: $0.manifestArguments)
        })
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(document), as: UTF8.self)
    }
  }
}

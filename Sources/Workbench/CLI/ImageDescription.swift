// What `describe` says of an image: the manifest that it carries.

import Checks
import Foundation
import Manifest

import enum Configure.Target

/// An image, described by itself.
struct ImageDescription {
  let manifest: Manifest

  init(_ image: URL) throws {
    let data: Data
    do {
      data = try Data(contentsOf: image)
    } catch {
      throw Failure(.usage, "\"\(image.path)\" cannot be read. Give a directory or an image.")
    }
    do throws(ManifestFailure) {
      manifest = try ManifestNote.read(elf: data)
    } catch {
      throw Failure(.usage, "\(image.lastPathComponent): \(error.description)")
    }
  }

  /// What it runs on.
  var target: Target {
    get throws {
      guard let target = Target(rawValue: manifest.target) else {
        throw Failure(
          .usage,
          "The image is for the target \"\(manifest.target)\". Use the Mirador that built it.")
      }
      return target
    }
  }

  func text(_ form: Describe.Form) throws -> String {
    switch form {
    case .text: return lines.map { $0 + "\n" }.joined()
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(manifest), as: UTF8.self) + "\n"
    case .dot, .svg:
      throw Failure(
        .usage, "An image has no graph. Give its directory: ./mirador describe DIR --\(form)")
    }
  }

  private var lines: [String] {
    var lines = [
      "unikernel   \(manifest.name)",
      "target      \(manifest.target)",
      "made by     mirador \(manifest.tool), \(manifest.toolchain)",
      "sources     sha256 \(manifest.sources)",
    ]
    lines += table("Devices", manifest.devices.map(row))
    lines += table("Arguments", manifest.arguments.map(row))
    lines += table(
      "Libraries",
      manifest.libraries.map { library in
        [library.name, library.version, library.origin.rawValue, String(library.digest.prefix(16))]
      })
    return lines + ["", "Next:  ./mirador describe IMAGE --json    (all of it)"]
  }

  private func row(_ device: Manifest.Device) -> [String] {
    let uses = device.uses.isEmpty ? "" : "of " + device.uses.joined(separator: ", ")
    let hardware = device.hardware.map { "needs \($0.kind.rawValue) \($0.name)" }
    return [
      device.name, device.type, device.implementation, ([uses] + hardware).joined(separator: " "),
    ]
  }

  private func row(_ argument: Manifest.Argument) -> [String] {
    let value = argument.value.map { "=" + $0.replacing("\n", with: ",") } ?? ""
    let note = argument.isRequired ? "required" : argument.isFixed ? "fixed" : ""
    return ["--" + argument.name + value, argument.kind, argument.group, note]
  }

  private func table(_ title: String, _ rows: [[String]]) -> [String] {
    guard let first = rows.first else { return [] }
    let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let cells = zip(row, widths).map {
        $0.0.padding(toLength: max($0.1, $0.0.count) + 2, withPad: " ", startingAt: 0)
      }
      return "  " + cells.joined().trimmingSuffix { $0 == " " }
    }
    return ["", title] + lines
  }
}

extension String {
  fileprivate func trimmingSuffix(_ isDropped: (Character) -> Bool) -> Substring {
    self[..<(lastIndex { !isDropped($0) }.map(index(after:)) ?? startIndex)]
  }
}

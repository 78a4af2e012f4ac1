import ArgumentParser
import Foundation
import Inspect

struct Ps: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the unikernels that run.",
    discussion: """
      Those of this user that ./mirador run started, whichever terminal they are in.

      Examples:
        ./mirador ps
        ./mirador ps --json
      """)

  @Flag(help: "A line of JSON for each.")
  var json = false

  func run() throws {
    let all = InstanceRegistry(environment: ProcessInfo.processInfo.environment).running()
    if json { return Output.lines(try all.map(line)) }
    guard !all.isEmpty else {
      return Output.lines(["Nothing runs.", "Next:  ./mirador run DIR"])
    }
    let now = Date()
    let head = ["NAME", "TARGET", "PROCESS", "STATE", "FOR", "INSPECTOR", "IMAGE"]
    let rows = all.map { instance in
      [
        instance.name, instance.target + (instance.accelerator.map { " (\($0))" } ?? ""),
        "\(instance.process)", instance.crash == nil ? "runs" : "crashed",
        Ps.age(now.timeIntervalSince(instance.since)),
        instance.socket == nil ? "no" : "yes", instance.image,
      ]
    }
    let widths = head.indices.map { column in
      ([head] + rows).map { $0[column].count }.max() ?? 0
    }
    Output.lines(
      ([head] + rows).map { row in
        row.indices.dropLast().map { index in
          row[index].padding(toLength: widths[index] + 2, withPad: " ", startingAt: 0)
        }.joined() + row[row.count - 1]
      })
    if let one = all.first(where: { $0.crash != nil }) {
      Output.line("Next:  ./mirador console \(one.name) --stopped")
    } else if let one = all.first(where: { $0.socket != nil }) {
      Output.line("Next:  ./mirador console \(one.name)")
    }
  }

  private func line(_ instance: Instance) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return String(decoding: try encoder.encode(instance), as: UTF8.self)
  }

  /// `12 s`, `3 min`, `5 h`, `2 d`.
  static func age(_ seconds: Double) -> String {
    let seconds = Int(max(seconds, 0))
    switch seconds {
    case ..<120: return "\(seconds) s"
    case ..<7200: return "\(seconds / 60) min"
    case ..<172_800: return "\(seconds / 3600) h"
    default: return "\(seconds / 86_400) d"
    }
  }
}

import Foundation
import Machines
import Processes

/// What a reader must know of the machine that numbers come from.
public struct MachineFacts: Sendable, Codable, Equatable {
  public var processor: String
  public var cores: Int
  public var kernel: String
  public var qemu: String
  public var swift: String
  /// Jobs that wanted to run, on average over the last minute, when the measuring began.
  public var load: Double

  /// Looks at this machine.
  public static func gather() async -> MachineFacts {
    let path = SearchPath.environment.find("swiftc") ?? "/usr/bin/swiftc"
    let compiler = try? await Tool(path, ["--version"]).run()
    let qemu = try? await Qemu.find(in: .environment)
    return MachineFacts(
      processor: processor(in: text("/proc/cpuinfo")),
      cores: ProcessInfo.processInfo.activeProcessorCount,
      kernel: text("/proc/sys/kernel/osrelease").trimmingCharacters(in: .whitespacesAndNewlines),
      qemu: qemu.map(\.version.description) ?? "missing",
      swift: swiftVersion(in: compiler?.output ?? ""),
      load: Double(text("/proc/loadavg").prefix { $0 != " " }) ?? 0)
  }

  /// True when others use the machine so much that times mean little.
  public var isBusy: Bool { load > Limits.quietLoad }

  /// One line for people.
  public var line: String {
    "\(processor), \(cores) cores, Linux \(kernel), QEMU \(qemu), Swift \(swift), "
      + "load \(String(format: "%.2f", load))"
  }

  /// The value of the first `model name` line of /proc/cpuinfo.
  static func processor(in text: String) -> String {
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    let value = line?.split(separator: ":", maxSplits: 1).last
    return value.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
  }

  /// What follows `Swift version`.
  static func swiftVersion(in text: String) -> String {
    guard let mark = text.range(of: "Swift version ") else { return "unknown" }
    return String(text[mark.upperBound...].prefix { $0.isNumber || $0 == "." })
  }

  private static func text(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}

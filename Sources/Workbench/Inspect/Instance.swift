// A running unikernel, as the program that runs it writes it down for others.

import Foundation

import enum Configure.Target

/// A running unikernel.
public struct Instance: Codable, Equatable, Sendable {
  /// What it is called here: its name, with a number where that is taken.
  public var name: String
  public var target: String
  /// How its virtual machine runs; nil on `unix`.
  public var accelerator: String?
  /// The process that runs it, and when that was started, in the kernel's ticks since boot: a number that
  /// came to another process is recognised.
  public var process: Int32
  public var processStart: UInt64
  /// The unix socket of its inspector; nil: it has none.
  public var socket: String?
  /// The unix socket by which it is made to stand still; nil: it cannot be.
  public var control: String?
  /// Why it crashed, of one that is kept as it was then.
  public var crash: String?
  public var image: String
  /// The ELF with its symbols, and what that file was like: another one does not explain its addresses.
  public var symbols: String
  public var symbolsStamp: String
  /// When it was started.
  public var since: Date

  public init(
    name: String, target: Target, accelerator: String?, image: URL, symbols: URL, since: Date
  ) {
    self.name = name
    self.target = target.rawValue
    self.accelerator = accelerator
    process = getpid()
    processStart = Instance.start(of: getpid()) ?? 0
    self.image = image.path
    self.symbols = symbols.path
    symbolsStamp = Instance.stamp(of: symbols.path)
    self.since = since
  }

  /// Whether the process that runs it still does.
  public var isAlive: Bool { Instance.start(of: process) == processStart }

  /// The symbols, when the file is still the one that belongs to the image.
  public var trustedSymbols: URL? {
    Instance.stamp(of: symbols) == symbolsStamp && !symbolsStamp.isEmpty
      ? URL(filePath: symbols) : nil
  }

  /// When a process was started (proc(5), stat, field 22); nil: there is none, or it is a zombie.
  static func start(of process: Int32) -> UInt64? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
      return nil
    }
    // The name, field 2, is in parentheses and may hold any byte.
    let text = String(decoding: data, as: UTF8.self)
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[end...].dropFirst().split(separator: " ")
    guard fields.count > 19, fields[0] != "Z" else { return nil }
    return UInt64(fields[19])
  }

  private static func stamp(of path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "" }
    return "\(status.st_ino).\(status.st_size).\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }
}

// Skeletons/SIZES.md: what each skeleton's image may take in memory. Growth is a decision: somebody writes it
// into that file. An image that became smaller must be written down as well, or it could grow back unseen.
//
//     MIRADOR_UPDATE_SIZES=1 swift test --filter SkeletonTests

import Build
import Configure
import Foundation
import Synchronization

/// The table of sizes: KiB of the loaded image, rounded up, by skeleton and target.
struct SizeBudget: Sendable {
  /// An image may be so much below its row, which leaves room for what differs by host.
  static let slack = 2

  private(set) var rows: [String: [Target: Int]]

  init(parsing text: String) {
    rows = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, let unix = Int(cells[1]), let virtio = Int(cells[2]) else { continue }
      rows[cells[0]] = [.unix: unix, .virtio: virtio]
    }
  }

  static func kibibytes(_ image: Image) -> Int { (image.loadedSize + 1023) / 1024 }

  /// What is wrong with an image's size; nil: it is as the table says.
  func problem(_ path: String, _ image: Image) -> String? {
    guard let most = rows[path]?[image.target] else {
      return "\(path) has no row in Skeletons/SIZES.md"
    }
    let size = SizeBudget.kibibytes(image)
    guard size > most || size < most - SizeBudget.slack else { return nil }
    return "\(path) takes \(size) KiB on \(image.target), Skeletons/SIZES.md says \(most)"
  }
}

// MARK: - The file

extension SizeBudget {
  private static let file = Behaviours.root.appending(path: "Skeletons/SIZES.md")
  private static let lock = Mutex<Void>(())

  static func read() throws -> SizeBudget {
    SizeBudget(parsing: try String(contentsOf: file, encoding: .utf8))
  }

  static var isUpdating: Bool {
    ProcessInfo.processInfo.environment["MIRADOR_UPDATE_SIZES"] != nil
  }

  /// Writes one image's size into the table.
  static func record(_ path: String, _ image: Image) throws {
    try lock.withLock { _ in
      var budget = try read()
      budget.rows[path, default: [.unix: 0, .virtio: 0]][image.target] = kibibytes(image)
      let text = try String(contentsOf: file, encoding: .utf8)
      let head = text.split(separator: "\n", omittingEmptySubsequences: false).prefix {
        !$0.hasPrefix("| ---")
      }
      let table = budget.rows.sorted { $0.key < $1.key }.map { path, sizes in
        "| \(path) | \(sizes[.unix] ?? 0) | \(sizes[.virtio] ?? 0) |"
      }
      let lines = head.map(String.init) + ["| --- | ---: | ---: |"] + table
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file, options: .atomic)
    }
  }
}

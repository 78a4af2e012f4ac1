import ArgumentParser
import Checks
import Foundation
import Maps
import Processes

import enum Configure.Target

struct Map: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what an image is made of, beside a Linux kernel or busybox.",
    discussion: """
      Every loaded byte belongs to one symbol, file and group, or is shown as nobody's. On a terminal
      a treemap is drawn, elsewhere a table is printed. docs/map.md says how bytes are attributed.

      Examples:
        ./mirador map workspace/02-hello-four-times
        ./mirador map workspace/02-hello-four-times --group Runtime --depth 3
        ./mirador map hello.elf --against /boot/vmlinuz --against /bin/busybox
        ./mirador map hello.elf --svg -o hello.svg
      """)

  @Argument(help: "An image, or the directory of a unikernel: its newest image.")
  var image: String
  @Option(name: [.short, .long], help: "Of a directory: unix or virtio.")
  var target: Target?
  @Flag(help: "A table, also on a terminal.")
  var table = false
  @Flag(help: "A treemap, also elsewhere.")
  var treemap = false
  @Flag(help: "A picture to look at in a browser.")
  var svg = false
  @Flag(help: "Everything, for programs.")
  var json = false
  @Option(help: "Table: 1 groups, 2 files, 3 symbols.")
  var depth: Int?
  @Option(help: "Only this group.")
  var group: String?
  @Option(help: "Table: so many of the largest symbols.")
  var top: Int?
  @Option(
    parsing: .singleValue,
    help: "A Linux kernel, busybox or any program to compare with; may be given often.")
  var against: [String] = []
  @Option(help: "A System.map for the kernel that --against names.")
  var symbols: String?
  @Option(name: [.short, .long], help: "A file for the output.")
  var output: String?

  func validate() throws {
    if let depth, !(1...3).contains(depth) {
      throw ValidationError("--depth must be 1 (groups), 2 (files) or 3 (symbols).")
    }
    if let top, !(1...10_000).contains(top) {
      throw ValidationError("--top must be 1 to 10000.")
    }
    guard [table, treemap, svg, json].filter({ $0 }).count <= 1 else {
      throw ValidationError("Give one of --table, --treemap, --svg and --json.")
    }
    if symbols != nil, against.isEmpty {
      throw ValidationError("--symbols is about a kernel: add --against KERNEL.")
    }
    if svg || json || treemap, depth != nil || top != nil {
      throw ValidationError("--depth and --top are about the table: leave out the other form.")
    }
    if svg || json, group != nil {
      throw ValidationError("--group is about the table and the treemap; the file has all groups.")
    }
  }

  func run() async throws {
    do {
      let path = SearchPath.environment
      let file = try BuiltImage.find(image, target: target?.rawValue)
      let map = try ImageMap(of: file, path: path)
      let others = try against.map { name in
        try Beside(
          reading: URL(filePath: name), symbols: symbols.map { URL(filePath: $0) }, path: path)
      }
      try show(Comparison(map, others), file)
    } catch let fault as MapFault {
      throw Failure(fault)
    }
  }

  private func show(_ comparison: Comparison, _ file: URL) throws {
    if json { return try write(comparison.json + "\n") }
    if svg {
      try write(comparison.svg)
      // On standard output the picture is all there is.
      if let output { Output.line("Next:  open \(output) in a browser") }
      return
    }
    let screen = Screen.current(isDrawn: !isTable)
    let lines = try text(comparison, screen)
    try write(lines.map { $0 + "\n" }.joined())
    Output.line("Next:  \(next(comparison))")
  }

  /// To the file that was named, else to standard output.
  private func write(_ text: String) throws {
    guard let output else { return Output.raw(Array(text.utf8)) }
    do {
      try Data(text.utf8).write(to: URL(filePath: output))
    } catch {
      throw Failure(
        .environment,
        "\(output) cannot be written: \(error.localizedDescription) "
          + "Make room or name another place with -o.")
    }
  }
}

// The text.
extension Map {
  private var isTable: Bool {
    if treemap { return false }
    return table || depth != nil || top != nil || output != nil || !Output.isTerminal
  }

  private func text(_ comparison: Comparison, _ screen: Screen) throws -> [String] {
    let map = comparison.image
    var heading = [map.headline, "loaded: \(map.summary)"]
    let beside = comparison.others.isEmpty ? [] : comparison.table(screen)
    if isTable {
      var options = TableOptions()
      options.depth = depth ?? 1
      options.group = group
      options.top = top ?? 0
      let table = heading + [""] + (try map.table(options, screen))
      guard !beside.isEmpty else { return table }
      return table + [""] + beside + comparison.notes(screen) + comparison.families(12)
    }
    // Rows are for the picture: what would be cut in two is left out.
    heading = heading.filter { $0 == map.headline || $0.count <= screen.columns }
    var room = screen
    let around = heading + beside + ["Next:  \(next(comparison))"]
    // A long line takes several rows; the prompt wants one too.
    room.rows -= around.reduce(1) { $0 + ($1.count + screen.columns - 1) / screen.columns }
    let picture =
      comparison.others.isEmpty || group != nil
      ? try map.treemap(group: group, room, paint: paint)
      : comparison.treemap(room, paint: paint)
    return heading + picture + beside
  }

  private func paint(_ text: String, _ style: TextStyle) -> String {
    (output == nil ? Output.palette : Palette(hasColour: false)).paint(text, style)
  }

  /// One level further in than what was shown.
  private func next(_ comparison: Comparison) -> String {
    let command = "./mirador map \(image)"
    if group == nil, let largest = comparison.image.groups.first {
      return "\(command) --group \"\(largest.name)\""
    }
    return top == nil ? "\(command) --top 10" : "\(command) --svg -o map.svg"
  }
}

extension Failure {
  fileprivate init(_ fault: MapFault) {
    switch fault {
    case .usage(let message): self.init(.usage, message)
    case .environment(let message): self.init(.environment, message)
    }
  }
}

// Finds the landmarks of an image. What C and assembly define is found by its symbol. The devices have no
// symbols: main connects them one after the other, most of it inlined. So the debug information is asked for
// every byte of main, which line of main.swift it stems from, whatever was inlined there; the lines tell the step.

import Configure
import Foundation
import Machines
import Maps

/// The landmarks of an image, in the order in which a boot passes them.
struct Landmarks: Sendable, Equatable {
  let all: [Landmark]
  let notes: [String]

  /// - Parameters:
  ///   - symbols: the ELF with names and debug information.
  ///   - main: the text of the generated main; nil: it is not at hand.
  static func find(
    _ target: Target, in symbols: URL, main: String?, _ symbolizer: Symbolizer
  ) async throws(TimelineFault) -> Landmarks {
    let elf: Elf
    do {
      elf = try Elf(parsing: Array(try Data(contentsOf: symbols)))
    } catch {
      throw .usage(Messages.noSymbols(symbols))
    }
    let table = elf.symbolRanges
    let addresses = Dictionary(table.map { ($0.name, $0.range.lowerBound) }) { first, _ in first }
    var all = try outer(target, addresses, symbols)
    var notes: [String] = []
    let (steps, note) = await inner(table, main, symbols, symbolizer)
    if let note { notes.append(note) }
    let place = all.firstIndex { $0.group == PhaseName.application } ?? all.endIndex
    all.insert(contentsOf: steps, at: place)
    return Landmarks(all: all, notes: notes)
  }

  /// Everything but the steps of main.
  private static func outer(
    _ target: Target, _ addresses: [String: UInt64], _ file: URL
  ) throws(TimelineFault) -> [Landmark] {
    var all: [Landmark] = target == .virtio ? [firmware] : []
    for (phase, group, symbol) in course(target) {
      guard let address = addresses[symbol] else {
        throw .usage(Messages.noSymbol(symbol, file))
      }
      let after = phase == PhaseName.speaking ? PhaseName.silent : nil
      all.append(Landmark(phase, in: group, Landmark.at(address), after: after))
    }
    return all
  }

  /// The processor's reset vector (Intel SDM, volume 3, 10.1.4).
  private static let firmware = Landmark(PhaseName.firmware, in: nil, Landmark.at(0xFFFF_FFF0))

  /// Phases, what they are parts of, and the symbols at which they begin; docs/boot.md says what each does.
  private static func course(_ target: Target) -> [(String, String?, String)] {
    let image = PhaseName.image
    let start: [(String, String?, String)] =
      switch target {
      case .virtio:
        [
          (PhaseName.entry, image, "pvh_entry"), (PhaseName.nucleus, image, "nucleus_boot"),
          (PhaseName.platform, image, "platform_start"),
        ]
      case .unix:
        [
          (PhaseName.entry, image, "_start"), (PhaseName.platform, image, "unix_start"),
          (PhaseName.lockDown, image, "unix_lock_down"),
        ]
      }
    let exit = target == .virtio ? PhaseName.powerOff : PhaseName.exit
    return start + [
      (PhaseName.heap, image, "nucleus_start"), (PhaseName.runtime, image, "main"),
      (PhaseName.speaking, PhaseName.application, "platform_console_write"),
      (exit, nil, "platform_exit"),
    ]
  }
}

// The steps of main.
extension Landmarks {
  /// What the generated main's functions have in their mangled names.
  private static let application = "$e11Application"
  private static let mainType = "13GeneratedMainO"

  private static func inner(
    _ table: [(name: String, range: Range<UInt64>)], _ main: String?, _ symbols: URL,
    _ symbolizer: Symbolizer
  ) async -> ([Landmark], note: String?) {
    let functions = table.filter { $0.name.contains(mainType) && isCode($0.range) }
    let steps = main.map { MainSteps(parsing: $0) }
    // Parts of it that are entered later have longer names.
    let start =
      functions.min { $0.name.utf8.count < $1.name.utf8.count }
      .map { Landmark.at($0.range.lowerBound) } ?? []
    var found: [String: [Range<UInt64>]] = [:]
    var order: [String] = []
    for (start, line) in await symbolizer.outerLines(
      of: functions.map(\.range), in: symbols, file: "main.swift")
    {
      guard let step = step(line.line, steps) else { continue }
      if found[step] == nil { order.append(step) }
      found[step, default: []].append(start..<line.end)
    }
    let inMain = (steps?.steps.map(\.name) ?? order.sorted { number($0) < number($1) })
    let landmarks = inMain.compactMap { name -> Landmark? in
      guard var ranges = found[name] else { return nil }
      if name == PhaseName.arguments { ranges += start }
      // What the application does until its first output is the application's already.
      let isJob = name == PhaseName.application
      guard isJob else { return Landmark(name, in: PhaseName.main, ranges) }
      var job = Landmark(PhaseName.silent, in: PhaseName.application, ranges)
      job.entries = table.filter { $0.name.hasPrefix(application) && !$0.name.contains(mainType) }
        .flatMap { Landmark.at($0.range.lowerBound) }
      return job
    }
    guard !landmarks.isEmpty else {
      return (
        [Landmark(PhaseName.silent, in: PhaseName.application, start)], Messages.noLines
      )
    }
    return (landmarks, steps == nil ? Messages.noMain : nil)
  }

  /// Functions of main are small; data of that name is a pointer.
  private static func isCode(_ range: Range<UInt64>) -> Bool { (9...1 << 16).contains(range.count) }

  private static func step(_ line: Int, _ steps: MainSteps?) -> String? {
    guard let steps else { return "main.swift:\(line)" }
    return steps.step(ofLine: line)
  }

  private static func number(_ name: String) -> Int {
    name.split(separator: ":").last.flatMap { Int($0) } ?? 0
  }
}

// Turns the addresses of a trap report into functions and source lines.
//
//     llvm-symbolizer --obj ELF ADDRESS…     one process, whatever the number of addresses
//     swift-demangle NAME…                   one process
//
// Both come with the Swift toolchain. When one is missing or fails the report stays as it was, or
// its names stay mangled: a backtrace is never lost for want of a tool.

import Foundation
import Processes

/// Finds functions and lines by the DWARF in an ELF.
public struct Symbolizer: Sendable {
  private let program: String?
  private let demangler: String?
  private let base: String?

  /// - Parameter base: files below this directory are shown relative to it.
  public init(search: SearchPath = .environment, base: URL? = nil) {
    program = search.find("llvm-symbolizer", beside: "swiftc")
    demangler = search.find("swift-demangle", beside: "swiftc")
    self.base = base.map { $0.standardizedFileURL.path + "/" }
  }

  /// True when addresses can be turned into names at all.
  public var isAvailable: Bool { program != nil }

  /// The lines with the address lines of trap and heap reports completed by what they mean; inlined
  /// frames get a line each.
  public func symbolize(
    _ lines: [Transcript.Line], with elf: URL
  ) async -> [Transcript.Line] {
    let lines = await symbolizeSites(lines, with: elf)
    return await symbolizeFrames(await symbolizeTasks(lines, with: elf), with: elf)
  }

  private func symbolizeFrames(
    _ lines: [Transcript.Line], with elf: URL
  ) async -> [Transcript.Line] {
    let reports = Self.reports(in: lines)
    guard !reports.isEmpty else { return lines }
    let frames = await lookUp(reports.flatMap { $0.map(\.place) }, in: elf)
    guard !frames.isEmpty else { return lines }
    var result = lines
    var last = frames.count
    for report in reports.reversed() {
      let first = last - report.count
      guard first >= 0, let start = report.first?.index, let end = report.last?.index else { break }
      let texts = zip(report, frames[first..<last]).map { entry, frames in
        frames.map { Self.isPlumbing($0) ? nil : Self.text($0, entry.printed) }
      }
      result.replaceSubrange(
        start...end, with: Self.fold(Self.cut(texts)).map { .init(text: $0, at: lines[start].at) })
      last = first
    }
    return result
  }

  /// The frames at a program counter and its callers' return addresses, inlined ones included,
  /// innermost first. Without a symbolizer: the bare addresses.
  public func frames(at addresses: [UInt64], in elf: URL) async -> [Frame] {
    let places = addresses.enumerated().map { $0 == 0 ? $1 : $1 &- 1 }
    let found = await lookUp(places, in: elf)
    guard !found.isEmpty else { return addresses.map { Frame(address: $0) } }
    return zip(addresses, found).flatMap { address, frames in
      frames.map { Frame(address: address, function: $0.function, file: $0.file, line: $0.line) }
    }
  }
}

extension Symbolizer {
  /// An address line: where it is, what it says, and what to look up. A return address belongs to
  /// the instruction after the call, so the byte before it is looked up.
  private struct Entry {
    let index: Int
    let printed: UInt64
    let place: UInt64
  }

  private static func reports(in lines: [Transcript.Line]) -> [[Entry]] {
    var reports: [[Entry]] = []
    var isInside = false
    for (index, line) in lines.enumerated() {
      if TrapReport.isHeadline(line.text) {
        reports.append([])
        isInside = true
      } else if isInside, let address = TrapReport.address(of: line.text) {
        let report = reports.count - 1
        let place = reports[report].isEmpty ? address : address &- 1
        if reports.joined().count < Limits.frames {
          reports[report].append(Entry(index: index, printed: address, place: place))
        }
      } else {
        isInside = false
      }
    }
    return reports.filter { !$0.isEmpty }
  }

  /// What surrounds every application: the generated main and what the compiler makes around it.
  static func isPlumbing(_ frame: Frame) -> Bool {
    if let file = frame.file, file.hasPrefix(".mirador/") { return true }
    let function = frame.function ?? ""
    return ["async_Main", "GeneratedMain.", "thunk for "].contains { function.contains($0) }
  }

  /// The lines up to the first plumbing; nothing below it is of use to anyone.
  private static func cut(_ texts: [[String?]]) -> [String] {
    let all = texts.flatMap(\.self)
    let ours = all.prefix { $0 != nil }.compactMap(\.self)
    return ours.isEmpty ? all.compactMap(\.self) : ours
  }

  /// Lines that repeat, as those of recursion without end do, are counted after the second.
  private static func fold(_ texts: [String]) -> [String] {
    var result: [String] = []
    var index = 0
    while index < texts.count {
      let end = texts[index...].firstIndex { $0 != texts[index] } ?? texts.count
      result += texts[index..<min(end, index + 2)]
      if end - index > 2 { result.append("  …  and \(end - index - 2) more of the same") }
      index = end
    }
    return result
  }

  private static func text(_ frame: Frame, _ printed: UInt64) -> String {
    let address = "  at " + Frame.hexadecimal(printed)
    return frame.function == nil ? address : address + "  " + frame.description
  }

  /// For each place its frames, innermost first, at least one each; empty when the tool failed.
  func lookUp(_ places: [UInt64], in elf: URL) async -> [[Frame]] {
    guard let program, !places.isEmpty else { return [] }
    let addresses = places.map(Frame.hexadecimal)
    let options = ["--obj=" + elf.path, "--output-style=JSON", "--inlines", "--no-demangle"]
    // No DEBUGINFOD_URLS: symbols are never fetched from a network.
    guard
      let answer = try? await Helper.run(program, options + addresses, environment: [:]),
      answer.end == .exited(0),
      let answers = try? JSONDecoder().decode([Answer].self, from: Data(answer.output.utf8)),
      answers.count == places.count
    else { return [] }
    let names = answers.flatMap { $0.symbols.map(\.name) }
    let readable = await demangle(names)
    return zip(places, answers).map { place, answer in
      let frames = answer.symbols.filter { !$0.name.isEmpty }.map { symbol in
        Frame(
          address: place, function: readable[symbol.name] ?? symbol.name,
          file: shorten(symbol.file), line: symbol.line == 0 ? nil : symbol.line)
      }
      return frames.isEmpty ? [Frame(address: place)] : frames
    }
  }

  private func demangle(_ names: [String]) async -> [String: String] {
    let mangled = Array(Set(names.filter { $0.hasPrefix("$") || $0.hasPrefix("_$") }))
    guard let demangler, !mangled.isEmpty,
      let answer = try? await Helper.run(demangler, ["--compact", "--simplified"] + mangled)
    else { return [:] }
    let lines = answer.output.split(separator: "\n", omittingEmptySubsequences: false)
    return Dictionary(
      zip(mangled, lines.map { Self.bare(String($0)) }), uniquingKeysWith: { first, _ in first })
  }

  /// A demangled name without what the compiler did to the function.
  static func bare(_ name: String) -> String {
    let resumed = #/\(\d+\) (suspend|await) resume partial function for /#
    let noise = ["generic ", "specialized ", "static ", "merged ", "async function pointer to "]
    var name = name[...]
    while true {
      if let match = name.prefixMatch(of: resumed) {
        name = name[match.range.upperBound...]
      } else if let word = noise.first(where: name.hasPrefix) {
        name = name.dropFirst(word.count)
      } else {
        return String(name)
      }
    }
  }

  /// A path relative to the base directory, else its last two components.
  private func shorten(_ path: String) -> String? {
    guard !path.isEmpty, !path.hasSuffix("<compiler-generated>") else { return nil }
    if let base, path.hasPrefix(base) { return String(path.dropFirst(base.count)) }
    // Images are compiled with the folder `.`: its files come as `./unikernel.swift`.
    if path.hasPrefix("./") { return String(path.dropFirst(2)) }
    guard path.hasPrefix("/") else { return path }
    return path.split(separator: "/").suffix(2).joined(separator: "/")
  }

  /// llvm-symbolizer's JSON for one address; `Error` in place of `Symbol` for one it cannot read.
  private struct Answer: Decodable {
    struct Function: Decodable {
      let name: String
      let file: String
      let line: Int

      enum CodingKeys: String, CodingKey {
        case name = "FunctionName"
        case file = "FileName"
        case line = "Line"
      }
    }
    let functions: [Function]?
    var symbols: [Function] { functions ?? [] }

    enum CodingKeys: String, CodingKey {
      case functions = "Symbol"
    }
  }
}

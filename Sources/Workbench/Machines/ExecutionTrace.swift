// Reads QEMU's log of executed blocks. With a block for every instruction it counts them:
//
//     Trace 0: 0x7ff8b8000100 [0000000000000000/0000000000100a6d/000000b4/ff020201] pvh_entry
//                               code segment     program counter  flags    flags
//     cpu_io_recompile: rewound execution of TB to 0000000000100759
//     Stopped execution of TB chain before 0x7ff8b8000100 [0000000000100a6d] pvh_entry
//
// The second and third form say that a block listed before was not executed and will be listed
// again. A `rep` instruction is listed once for each element.
// Fed with bytes as they come; any chunking will do.

import Foundation

/// A trace that is being read.
package struct ExecutionTrace: Sendable {
  /// Where counting begins; nil: with the first line.
  private let entry: UInt64?
  /// What is watched: each of them a number of ranges.
  private let places: [[Range<UInt64>]]
  /// The beginning of a line whose end has not come.
  private var rest: [UInt8] = []
  /// Addresses of all places, so that most lines are done with after a look.
  private let span: Range<UInt64>
  private var count = 0
  private var isInside: Bool

  /// By the places' order: how many instructions came before its first one, of those that count; nil: not
  /// executed yet.
  package private(set) var passages: [Int?]
  /// Instructions so far.
  package var total: Int { count }
  /// The last lines that say something else, which QEMU uses for its complaints.
  package private(set) var words = ""

  package init(from entry: UInt64?, places: [[Range<UInt64>]]) {
    self.entry = entry
    self.places = places
    isInside = entry == nil
    let ranges = places.joined()
    span =
      (ranges.map(\.lowerBound).min() ?? 0)..<(ranges.map(\.upperBound).max() ?? 0)
    passages = Array(repeating: nil, count: places.count)
  }

  package mutating func read(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      // Safety: every index is within the buffer, which memchr is told the rest of.
      while start < bytes.count,
        let found = memchr(bytes.baseAddress! + start, 10, bytes.count - start)
      {
        let end = UnsafeRawPointer(found) - UnsafeRawPointer(bytes.baseAddress!)
        if rest.isEmpty {
          read(line: UnsafeBufferPointer(rebasing: bytes[start..<end]))
        } else {
          let line = rest + bytes[start..<end]
          rest.removeAll(keepingCapacity: true)
          line.withUnsafeBufferPointer { read(line: $0) }
        }
        start = end + 1
      }
      rest += bytes[start...]
    }
  }

  /// A line without its newline. Its first letter tells the common forms apart: a trace has millions.
  private mutating func read(line: UnsafeBufferPointer<UInt8>) {
    switch line.first {
    case UInt8(ascii: "T") where line.starts(with: "Trace ".utf8):
      guard let counter = Self.programCounter(line) else { return }
      if counter == entry { isInside = true }
      guard isInside else { return }
      pass(counter)
      count += 1
    case UInt8(ascii: "c") where line.starts(with: "cpu_io_recompile".utf8),
      UInt8(ascii: "S") where line.starts(with: "Stopped".utf8):
      if isInside { count -= 1 }
    default:
      if words.utf8.count < 2000 { words += String(decoding: line, as: UTF8.self) + " " }
    }
  }

  private mutating func pass(_ counter: UInt64) {
    guard span.contains(counter) else { return }
    for index in places.indices where passages[index] == nil {
      guard places[index].contains(where: { $0.contains(counter) }) else { continue }
      passages[index] = count
    }
  }

  /// The second number between the brackets, in hexadecimal.
  private static func programCounter(_ line: UnsafeBufferPointer<UInt8>) -> UInt64? {
    var index = 0
    while index < line.count, line[index] != UInt8(ascii: "[") { index += 1 }
    while index < line.count, line[index] != UInt8(ascii: "/") { index += 1 }
    guard index < line.count else { return nil }
    var counter: UInt64 = 0
    index += 1
    while index < line.count, let digit = hexDigit(line[index]) {
      counter = counter << 4 | digit
      index += 1
    }
    return counter
  }

  private static func hexDigit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    default: nil
    }
  }
}

// How QEMU is asked for it.
extension ExecutionTrace {
  /// The options that make QEMU log each instruction on its standard error. The guest's clock counts
  /// instructions too, so that waiting for a clock takes the same number each time.
  package static func everyInstruction(
    _ arguments: [String], _ version: Qemu.Version
  ) -> [String] {
    var arguments = arguments
    // Renamed in 8.1; the old name is gone since 9.
    let isOld = version < Qemu.Version(8, 1)
    if let index = arguments.firstIndex(of: "tcg"), !isOld {
      arguments[index] = "tcg,one-insn-per-tb=on"
    }
    return arguments + (isOld ? ["-singlestep"] : []) + [
      "-icount", "shift=0", "-d", "nochain,exec",
    ]
  }
}

// Counts the instructions of a boot from QEMU's log of executed blocks, a block being one
// instruction:
//
//     Trace 0: 0x7ff8b8000100 [0000000000000000/0000000000100a6d/000000b4/ff020201] pvh_entry
//                               code segment     program counter  flags    flags
//     cpu_io_recompile: rewound execution of TB to 0000000000100759
//     Stopped execution of TB chain before 0x7ff8b8000100 [0000000000100a6d] pvh_entry
//
// The second and third form say that a block listed before was not executed and will be listed
// again. A `rep` instruction is listed once for each element. Fed with bytes as they come; any
// chunking will do.

/// A trace that is being read.
struct InstructionTrace {
  private let entry: UInt64
  private let main: UInt64
  private var line: [UInt8] = []
  private var count = 0
  private var isInside = false

  /// Instructions from the one at `entry` to the first at `main`, that one not counted; nil before.
  private(set) var toMain: Int?
  /// Instructions from the one at `entry` on.
  var total: Int { count }
  /// The last lines that say something else, which QEMU uses for its complaints.
  private(set) var words = ""

  init(entry: UInt64, main: UInt64) {
    self.entry = entry
    self.main = main
  }

  mutating func read(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      guard byte == UInt8(ascii: "\n") else {
        line.append(byte)
        continue
      }
      readLine()
      line.removeAll(keepingCapacity: true)
    }
  }

  private mutating func readLine() {
    if line.starts(with: "Trace ".utf8) {
      guard let counter = Self.programCounter(line) else { return }
      if counter == entry { isInside = true }
      guard isInside else { return }
      if counter == main, toMain == nil { toMain = count }
      count += 1
    } else if line.starts(with: "cpu_io_recompile".utf8) || line.starts(with: "Stopped".utf8) {
      if isInside { count -= 1 }
    } else if words.utf8.count < 2000 {
      words += String(decoding: line, as: UTF8.self) + " "
    }
  }

  /// The second number between the brackets, in hexadecimal.
  private static func programCounter(_ line: [UInt8]) -> UInt64? {
    guard let bracket = line.firstIndex(of: UInt8(ascii: "[")),
      let slash = line[bracket...].firstIndex(of: UInt8(ascii: "/"))
    else { return nil }
    let digits = line[(slash + 1)...].prefix { $0 != UInt8(ascii: "/") }
    return UInt64(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}

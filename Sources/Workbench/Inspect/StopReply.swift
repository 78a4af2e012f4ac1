// What the holder of a machine answers a console that wants it to stand still, on a stream socket:
//
//     console                        mirador run
//        │ connects                     │
//        ├─────────────────────────────►│   the machine stops
//        │  {"version":1,"machine":…}   │   a line of JSON, and beside it (SCM_RIGHTS, unix(7)) a descriptor:
//        │◄─────────────────────────────┤   the file that holds the machine's memory
//        │ shuts its side down          │
//        ├─────────────────────────────►│   the machine goes on: also when the console dies, or takes too long
//        │  {"stoodStill":…}            │   nanoseconds
//        │◄─────────────────────────────┤

import Foundation
import Machines

/// The first line.
struct StopReply: Codable, Equatable {
  static let currentVersion = 1

  var version = StopReply.currentVersion
  /// Nil: it cannot be stopped.
  var machine: StoppedMachine?
  /// Why not, for people.
  var refusal: String?
  /// The machine does not stop when told to.
  var isSilent = false
}

/// The second line.
struct StopReport: Codable, Equatable {
  var stoodStill: Int64
}

enum StopLine {
  static func bytes(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(value)).map { Array($0) + [UInt8(ascii: "\n")] } ?? []
  }
}

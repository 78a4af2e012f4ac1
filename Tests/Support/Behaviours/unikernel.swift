// The unikernel of the boot tests: one image, whose first boot argument says how it behaves.
//
//   Ends.swift     how it ends on purpose: status, error, panic, failed precondition
//   Traps.swift    what it must not do: bad addresses, bad instructions, recursion without end
//   Memory.swift   how much memory there is
//   Waits.swift    time: sleeping, waiting, running without end
//   Library.swift  parts of the standard library that lean on ours: dictionaries, floating point
//   Tasks.swift    concurrency: groups, actors, streams, cancellation
//   Together.swift what Kernel's Concurrency makes of it: time limits, locks, mailboxes, hooks at the end
//   Options.swift  arguments of every kind, read from the words
//   Logs.swift     the wall clock and logging
//   Stores.swift   key-value stores
//   Inspect.swift  what can be known about tasks, heap and metrics
//
// A line with a comment `// line: word` is one that a test expects a report to name.

import Kernel

enum Behaviours {
  static func start(
    console: any Console, clock: any MonotonicClock, name: String, arguments: [String]
  ) async throws(Complaint) {
    let system = Guest(console: console, clock: clock, name: name, arguments: arguments)
    switch arguments.first ?? "nothing" {
    case "nothing": return
    case "echo": echo(system)
    case "options": try Options.run(system)
    case "connect": await connect(system)
    case "delay": await delay(system)
    case "numbers": Library.numbers(system)
    case "collections": Library.collections(system)
    case "exit", "throw", "throw-deep", "panic", "panic-async", "fatal-error", "index", "overflow",
      "unwrap", "print":
      try await Ends.run(system)
    case "memory", "small": Memory.run(system)
    case "read", "write", "jump", "write-text", "write-constant", "jump-heap", "jump-stack",
      "recurse", "recurse-async", "divide", "privileged", "async-trap":
      await Traps.run(system)
    case "flood", "spin", "halt", "sleep", "clock", "yield": await Waits.run(system)
    case "date", "log", "log-boot", "log-cost", "log-disabled", "log-many": try Logs.run(system)
    case "store": try await Stores.run(system)
    case "timeout", "race", "join", "mutex", "semaphore", "condition", "mailbox", "broadcast",
      "every", "churn", "at-exit":
      try await Together.run(system)
    case "task-table", "task-trap", "task-panic", "task-broken-heap", "task-hang",
      "task-compute", "accounting",
      "leak", "heap-statistics", "metrics":
      await Inspect.run(system)
    default: await Tasks.run(system)
    }
  }

  /// Says what it was given, byte for byte.
  private static func echo(_ system: Guest) {
    system.console.print("name " + hexadecimal(system.name))
    for argument in system.arguments { system.console.print("argument " + hexadecimal(argument)) }
  }

  /// Connects one device that there is and one that there is not.
  private static func connect(_ system: Guest) async {
    let number = await System.connect("number", line: 7) { system.number }
    system.console.print("connected \(number)")
    if number == 1 {
      await System.connect("disk", line: 12) { () async throws(Complaint) in
        throw Complaint(description: "no such drive")
      }
    } else {
      await System.connect("disk", line: 12) { () async throws(Silent) in throw Silent() }
    }
  }

  /// Waits as a generated main does, and says how long after the boot that was over.
  private static func delay(_ system: Guest) async {
    await System(name: "behaviours").delay()
    system.console.print("waited \(system.clock.now.nanoseconds)")
  }
}

/// The bytes of a text, two digits each.
func hexadecimal(_ text: String) -> String {
  var digits = ""
  for byte in text.utf8 {
    digits += byte < 16 ? "0" : ""
    digits += String(byte, radix: 16)
  }
  return digits
}

/// An error that does not describe itself.
struct Silent: Error {}

/// What start was given.
struct Guest {
  let console: any Console
  let clock: any MonotonicClock
  let name: String
  let arguments: [String]

  var behaviour: String { arguments[0] }

  /// The number that follows the behaviour's name.
  var number: Int {
    guard arguments.count > 1, let number = Int(arguments[1]) else { panic("a number is missing") }
    return number
  }
}

/// The error that start throws.
struct Complaint: Error, CustomStringConvertible {
  let description: String
}

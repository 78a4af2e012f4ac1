import Kernel

private let net = Log("net")
private let disk = Log("disk")

/// Tells the date, and logs.
enum Logs {
  static func run(_ system: Guest) throws(Complaint) {
    switch system.behaviour {
    case "date": try tellTheDate(system)
    case "log": log(system)
    case "log-disabled": logDisabled(system)
    case "log-many": logMany(system)
    case "log-cost": measure(system)
    default: logAtBoot(system)
    }
  }

  private static func tellTheDate(_ system: Guest) throws(Complaint) {
    do throws(WallClockMissing) {
      let clock = try PlatformWallClock()
      system.console.print("date \(clock.now.rfc3339(fractionDigits: 9))")
      system.console.print("again \(clock.now.rfc3339(fractionDigits: 9))")
    } catch {
      throw Complaint(description: error.description)
    }
  }

  /// Every level of two sources; what comes from outside is in the boot argument.
  private static func log(_ system: Guest) {
    print("begun", terminator: "")
    for log in [net, disk] {
      log.error("an error")
      log.warning("a warning", ["of": .text(system.name), "number": .integer(system.number)])
      log.info("\(system.arguments[2])", ["text": .text(system.arguments[2])])
      log.debug("a detail", ["took": .duration(.milliseconds(250)), "last": true])
    }
    Log.setLevel(.debug, for: "net")
    net.debug("a detail after all")
    Log.setLevel(nil)
    net.error("never")
    for source in Log.sources { system.console.print("source " + source.name) }
    for line in Log.recent { system.console.print("recent " + line) }
  }

  /// The first source takes what the runtime stored of `--logs`.
  private static func logAtBoot(_ system: Guest) {
    bootLogThresholds = system.arguments[1]
    net.debug("net")
    disk.warning("disk")
    disk.error("disk")
  }

  /// What disabled calls cost in memory: nothing.
  private static func logDisabled(_ system: Guest) {
    net.info("makes what the first message makes")
    let before = allocations()
    for number in 0..<system.number { quiet(number, system) }
    system.console.print("allocations \(allocations() - before)")
    net.info("a message that is made when it is shown, too long for a register: \(system.name)")
    system.console.print("shown \(allocations() - before > 0)")
  }

  /// The test counts its instructions in the image.
  @inline(never)
  private static func quiet(_ number: Int, _ system: Guest) {
    net.debug("number \(number) of \(system.name)", ["number": .integer(number)])
  }

  /// How long so many disabled calls take, the loop included: of a global source, of one at hand.
  private static func measure(_ system: Guest) {
    net.info("makes what the first message makes")
    let start = system.clock.now
    askGlobal(system.number)
    let middle = system.clock.now
    askHeld(system.number, net)
    let end = system.clock.now
    system.console.print("global \((middle - start).nanoseconds)")
    system.console.print("held \((end - middle).nanoseconds)")
  }

  /// Written in each turn, so that the compiler asks in each turn.
  nonisolated(unsafe) private static var turn = 0

  @inline(never)
  private static func askGlobal(_ count: Int) {
    for number in 0..<count {
      turn = number
      net.debug("number \(number)", ["number": .integer(number)])
    }
  }

  @inline(never)
  private static func askHeld(_ count: Int, _ log: Log) {
    for number in 0..<count {
      turn = number
      log.debug("number \(number)", ["number": .integer(number)])
    }
  }

  private static func logMany(_ system: Guest) {
    for number in 0..<system.number { net.info("message", ["number": .integer(number)]) }
  }

  /// Blocks that the heap has given out so far.
  private static func allocations() -> UInt {
    unsafe withUnsafeTemporaryAllocation(of: UInt.self, capacity: 9) { words in
      _ = unsafe heapStatistics(words.baseAddress!)
      return unsafe words[7]
    }
  }
}

/// CNucleus's, as the C compiler calls a function whose result does not fit into registers: by the address
/// where it belongs.
@_extern(c, "nucleus_heap_statistics")
private func heapStatistics(_ result: UnsafeMutablePointer<UInt>) -> UnsafeMutablePointer<UInt>

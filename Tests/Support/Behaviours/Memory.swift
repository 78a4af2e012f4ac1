import Kernel

/// Takes memory.
enum Memory {
  private static let block = 64 << 10

  static func run(_ system: Guest) {
    switch system.behaviour {
    case "small": system.console.print("fits")
    default: takeAll(system)
    }
  }

  /// Takes 64 KiB at a time until there is no more, and says how much that was.
  @inline(never)
  private static func takeAll(_ system: Guest) {
    var total = 0
    while true {
      total += take()  // line: memory
      if total % (1 << 20) == 0 { system.console.print("taken \(total >> 20)") }
    }
  }

  @inline(never)
  private static func take() -> Int {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: block)
    unsafe memory.initialize(repeating: 0x5a, count: block)
    return block
  }
}

import Kernel

/// Ends on purpose, good and bad.
enum Ends {
  static func run(_ system: Guest) async throws(Complaint) {
    switch system.behaviour {
    case "exit": System.exit(status: system.number)
    case "throw": throw Complaint(description: "the kettle is empty")
    case "throw-deep": try await boil(system)
    case "panic": complain()
    case "panic-async": await complainLater()
    case "fatal-error": stop(system.number)
    case "index": system.console.print("\(element(system.number))")
    case "overflow": system.console.print("\(successor(system.number))")
    case "unwrap": system.console.print("\(unwrapped(system.number))")
    default: for count in 0..<system.number { system.console.print("line \(count)") }
    }
  }

  private static func boil(_ system: Guest) async throws(Complaint) {
    await Task.yield()
    throw Complaint(description: "the kettle is empty")
  }

  @inline(never)
  private static func complain() {
    panic("the kettle is on fire")  // line: panic
  }

  @inline(never)
  private static func complainLater() async {
    await Task.yield()
    complain()  // line: panic-async
  }

  @inline(never)
  private static func stop(_ number: Int) {
    if number == 1 { fatalError("no further") }  // line: fatal-error
  }

  @inline(never)
  private static func element(_ index: Int) -> Int {
    [2, 3, 5, 7][index]  // line: index
  }

  @inline(never)
  private static func successor(_ number: Int) -> Int {
    number + 1  // line: overflow
  }

  @inline(never)
  private static func unwrapped(_ number: Int) -> Int {
    let found = [1, 2, 3].firstIndex(of: number)
    return found!  // line: unwrap
  }
}

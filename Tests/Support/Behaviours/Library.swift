import Kernel

/// Uses the standard library where it leans on the C library and on the processor's state.
enum Library {
  static func collections(_ system: Guest) {
    var squares: [Int: Int] = [:]
    for number in 0..<1000 { squares[number] = number * number }
    for number in 0..<500 { squares[number] = nil }
    let words: Set<String> = ["tea", "milk", "tea"]
    system.console.print("squares \(squares.count) \(squares[999] ?? 0)")
    system.console.print("words \(words.sorted().joined(separator: " "))")
  }

  /// The number comes from outside, so that the compiler cannot reckon for the guest.
  static func numbers(_ system: Guest) {
    let number = Double(system.number) / 10
    let rounded = [
      number.rounded(.up), number.rounded(.down), number.rounded(.towardZero), number.rounded(),
      number.rounded(.toNearestOrEven), number.squareRoot(),
      number.truncatingRemainder(dividingBy: 2), number.remainder(dividingBy: 2),
    ]
    system.console.print("double" + listed(rounded.map { Int($0 * 1000) }))
    // The x87 unit, which a reset leaves with every exception armed.
    let third = Float80(system.number) / 3
    system.console.print("float80 \(Int(third * 1000))")
    let inexact = Float(number) / 3
    system.console.print("float \(Int(inexact * 1000)) \(number / 0 == .infinity)")
  }

  private static func listed(_ numbers: [Int]) -> String {
    numbers.reduce("") { $0 + " \($1)" }
  }
}

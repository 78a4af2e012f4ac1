/// A letter of a kilobyte.
struct Letter: Sendable {
  let number: Int
  let text: String
  let paper: [UInt8]

  init(_ number: Int, to name: String) {
    self.number = number
    text = "Letter \(number) to \(name)"
    paper = Array(repeating: 0, count: 1024)
  }
}

/// The post: letters as fast as they can be taken. Leave this file as it is.
struct Post: Sendable {
  let name: String
  let count: Int

  /// Calls `deliver` with each letter, one after the other, in order.
  func run(_ deliver: (Letter) async -> Void) async {
    guard count > 0 else { return }
    for number in 1...count { await deliver(Letter(number, to: name)) }
  }
}

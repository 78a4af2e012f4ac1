public import Kernel

/// Somebody who looks at the museum. Leave this file as it is.
public struct Guest: Sendable {
  public let name: String
  /// How long it takes until they leave.
  public let time: Duration

  /// `count` guests of a party, of whom the last `staying` stay for the night. The others leave in turn.
  public static func all(_ count: Int, _ staying: Int, of name: String) -> [Guest] {
    guard count > 0 else { return [] }
    return (1...count).map { number in
      Guest(
        name: "\(name)/\(number)",
        time: number > count - staying ? .seconds(3600) : .milliseconds(Int64(number) * 20))
    }
  }
}

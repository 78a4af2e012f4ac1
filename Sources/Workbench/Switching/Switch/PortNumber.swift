/// A socket of the switch: the number it was given when something was plugged in, never used again.
package struct PortNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: Int

  package init(_ rawValue: Int) { self.rawValue = rawValue }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  package var description: String { "\(rawValue)" }
}

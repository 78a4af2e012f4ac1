/// Which default router to take when there are several (RFC 4191, section 2.1).
public enum RouterPreference: UInt8, Sendable {
  case medium = 0b00
  case high = 0b01
  case low = 0b11

  /// - Parameter bits: the reserved 10 is taken as medium.
  init(bits: UInt8) {
    self =
      switch bits & 0b11 {
      case 0b01: .high
      case 0b11: .low
      default: .medium
      }
  }
}

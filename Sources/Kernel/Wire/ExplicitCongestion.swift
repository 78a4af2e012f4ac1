/// The two bits by which routers tell of congestion instead of dropping (RFC 3168, section 5).
public enum ExplicitCongestion: UInt8, Sendable {
  case notCapable = 0b00
  case capable1 = 0b01
  case capable0 = 0b10
  case experienced = 0b11

  /// Of the second byte of IPv4, or the traffic class of IPv6.
  init(trafficClass: UInt8) {
    self =
      switch trafficClass & 0b11 {
      case 0b00: .notCapable
      case 0b01: .capable1
      case 0b10: .capable0
      default: .experienced
      }
  }
}

import Foundation

/// What QEMU's `info registers` says, as far as a location needs it.
struct GuestRegisters: Equatable {
  /// RIP, or EIP before long mode.
  var counter: UInt64
  /// RBP; nil before long mode, where no frames are kept.
  var framePointer: UInt64?
  /// The processor executed `hlt`.
  var isHalted: Bool

  init?(parsing output: String) {
    if let counter = Self.value("RIP=", in: output) {
      self.counter = counter
      framePointer = Self.value("RBP=", in: output)
    } else if let counter = Self.value("EIP=", in: output) {
      self.counter = counter
    } else {
      return nil
    }
    isHalted = Self.value("HLT=", in: output) == 1
  }

  /// The 64-bit words that the monitor's `x /2gx` prints: `0000000000101000: 0x… 0x…`.
  static func words(parsing output: String) -> [UInt64]? {
    guard let colon = output.firstIndex(of: ":") else { return nil }
    let words = output[output.index(after: colon)...].split(whereSeparator: \.isWhitespace)
    let values = words.map { $0.hasPrefix("0x") ? UInt64($0.dropFirst(2), radix: 16) : nil }
    return values.contains(nil) ? nil : values.compactMap(\.self)
  }

  private static func value(_ name: String, in output: String) -> UInt64? {
    guard let range = output.range(of: name) else { return nil }
    return UInt64(output[range.upperBound...].prefix(while: \.isHexDigit), radix: 16)
  }
}

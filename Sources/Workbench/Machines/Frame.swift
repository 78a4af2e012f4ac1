/// One frame of a backtrace, in words for people.
public struct Frame: Sendable, Equatable, CustomStringConvertible {
  /// The address as the guest printed it.
  public var address: UInt64
  /// The demangled function; nil when nothing is known of the address.
  public var function: String?
  /// A short path; nil when unknown or made by the compiler.
  public var file: String?
  public var line: Int?

  public init(address: UInt64, function: String? = nil, file: String? = nil, line: Int? = nil) {
    self.address = address
    self.function = function
    self.file = file
    self.line = line
  }

  /// `Hello.start(console:clock:) at unikernel.swift:7`, or the address when nothing is known.
  public var description: String {
    guard let function else { return Self.hexadecimal(address) }
    guard let file else { return function }
    return function + " at " + file + (line.map { ":\($0)" } ?? "")
  }

  /// 0x and 16 digits.
  static func hexadecimal(_ address: UInt64) -> String {
    let digits = String(address, radix: 16)
    return "0x" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}

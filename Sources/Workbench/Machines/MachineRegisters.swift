// A processor's registers by name, as a monitor prints them and as ptrace(2) gives them.

/// Registers of a machine that stands still.
public struct MachineRegisters: Codable, Equatable, Sendable {
  /// The order in which people look for them; the names of `values`.
  public static let names = [
    "rip", "rsp", "rbp", "rflags", "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10",
    "r11", "r12", "r13", "r14", "r15", "cs", "ss", "cr2", "cr3",
  ]

  /// Those that are known.
  public private(set) var values: [String: UInt64]

  public init(_ values: [String: UInt64]) {
    self.values = values.filter { Self.names.contains($0.key) }
  }

  public subscript(name: String) -> UInt64? {
    get { values[name] }
    set { if Self.names.contains(name) { values[name] = newValue } }
  }

  /// Reads QEMU's `info registers`; nil: no 64-bit processor speaks there.
  ///
  ///     RAX=0000000000000000 … R8 =000000000016de18 …
  ///     RIP=0000000000100d32 RFL=00000202 [-------] CPL=0 II=0 A20=1 SMM=0 HLT=1
  ///     CS =0008 0000000000000000 ffffffff 00af9b00 DPL=0 CS64 [-RA]
  public init?(monitor text: String) {
    var values: [String: UInt64] = [:]
    for field in Self.fields(text) {
      let name = field.name == "RFL" ? "rflags" : field.name.lowercased()
      guard Self.names.contains(name), values[name] == nil else { continue }
      values[name] = UInt64(field.value, radix: 16)
    }
    guard values["rip"] != nil, values["rsp"] != nil, values["rbp"] != nil else { return nil }
    self.values = values
  }

  /// `NAME=VALUE` and `NAME =VALUE`, VALUE being hexadecimal digits.
  private static func fields(_ text: String) -> [(name: Substring, value: Substring)] {
    var fields: [(Substring, Substring)] = []
    var rest = text.prefix(Limits.monitorText)[...]
    while let equals = rest.firstIndex(of: "=") {
      var end = equals
      if end > rest.startIndex, rest[rest.index(before: end)] == " " {
        end = rest.index(before: end)
      }
      let head = rest[..<end]
      let start =
        head.lastIndex { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        .map(head.index(after:)) ?? head.startIndex
      rest = rest[rest.index(after: equals)...]
      let value = rest.prefix { $0.isASCII && $0.isHexDigit }
      if start < end, !value.isEmpty { fields.append((head[start...], value)) }
    }
    return fields
  }
}

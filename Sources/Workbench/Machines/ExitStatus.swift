/// The word by which a virtual machine tells its exit status: `exit N\n`.
enum ExitStatus {
  /// N, when the bytes are exactly that word with N in 0...255 in decimal, without leading zeros.
  static func parse(_ bytes: [UInt8]) -> Int? {
    let prefix = Array("exit ".utf8)
    guard bytes.starts(with: prefix), bytes.last == UInt8(ascii: "\n") else { return nil }
    let digits = bytes.dropFirst(prefix.count).dropLast()
    guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
      digits.count == 1 || digits.first != 0x30
    else { return nil }
    let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return value <= 255 ? value : nil
  }
}

extension Beside {
  /// Groups loaded bytes by the first word of the name before them, `tcp` for `tcp_v4_connect`. A name's
  /// bytes reach to the next name or to the end of the section: that is all a list of addresses tells.
  static func families(_ symbols: [(address: UInt64, name: String)], in elf: Elf) -> [Family] {
    let sorted = symbols.sorted { ($0.address, $0.name) < ($1.address, $1.name) }
    var bytes: [String: Int] = [:]
    var index = 0
    for span in elf.spans().sorted(by: { $0.start < $1.start })
    where span.section != nil && span.kind != .zeroFilled {
      while index < sorted.count, sorted[index].address < span.start { index += 1 }
      while index < sorted.count, sorted[index].address < span.end {
        let next = index + 1 < sorted.count ? min(sorted[index + 1].address, span.end) : span.end
        bytes[family(sorted[index].name), default: 0] += Int(next - sorted[index].address)
        index += 1
      }
    }
    return bytes.filter { $0.value > 0 }.map { Family(name: $0.key, bytes: $0.value) }
      .sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }
  }

  /// The first word of a name; leading underscores and dots are decoration.
  private static func family(_ name: String) -> String {
    // Mangled names have no first word.
    if SwiftName.isMangled(name) { return "(Swift)" }
    if name.hasPrefix("_Z") { return "(C++)" }
    let body = name.drop { $0 == "_" || $0 == "." }
    let word = body.prefix { $0 != "_" && $0 != "." }
    return word.isEmpty ? name : String(word)
  }
}

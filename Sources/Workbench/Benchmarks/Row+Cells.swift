extension Row {
  /// The headings of `cells`.
  static let headings = ["what", "median", "min … max", "n", "ratio", "aim", ""]

  /// The row in words; cells that do not apply are empty.
  var cells: [String] {
    [
      name, unit.text(samples.median), spread, String(samples.values.count), ratioText, aimText,
      isMet.map { $0 ? "met" : "MISSED" } ?? "",
    ]
  }

  /// `0.41 … 0.55`; empty for a single value.
  private var spread: String {
    guard samples.values.count > 1 else { return "" }
    return bare(samples.minimum) + " … " + bare(samples.maximum)
  }

  private var ratioText: String {
    guard let ratio, let peer else { return "" }
    return "\(Unit.number(ratio)) × \(peer.name) (\(unit.text(peer.samples.median)))"
  }

  private var aimText: String {
    switch aim {
    case nil: ""
    case .atMost(let limit): "≤ \(Self.round(limit)) \(unit.rawValue)"
    case .ratioAtMost(let limit): "≤ \(Self.round(limit)) × \(peer?.name ?? "")"
    }
  }

  /// A value without its unit.
  private func bare(_ value: Double) -> String {
    let text = unit.text(value)
    let suffix = " " + unit.rawValue
    return text.hasSuffix(suffix) ? String(text.dropLast(suffix.count)) : text
  }

  /// A limit as we write it: `60,000`, `0.5`.
  private static func round(_ limit: Double) -> String {
    limit == limit.rounded() ? Unit.grouped(limit) : "\(limit)"
  }
}

// Values as people read them, each with its unit.

import InspectionProtocol
import Time

/// Finds the names of code addresses; the addresses that it does not know it leaves out.
public typealias CodeNames = [UInt64: String]

extension Cell {
  /// For people. Text of the unikernel's is as it came: the printer makes it harmless.
  public func text(_ names: CodeNames = [:]) -> String {
    switch self {
    case .none: "-"
    case .text(let text): text
    case .integer(let number): String(number)
    case .bytes(let count): Cell.bytesText(count)
    case .duration(let duration): Cell.durationText(duration.nanoseconds)
    case .instant(let instant): "+" + Cell.instantText(instant.nanoseconds)
    case .date(let date): date.rfc3339
    case .flag(let flag): flag ? "yes" : "no"
    case .address(let address): names[address] ?? "0x" + String(address, radix: 16)
    case .id(let id): String(id)
    case .stack(let addresses): Cell.stackText(addresses, names)
    }
  }

  /// The innermost function of the application; where there is none, the innermost.
  private static func stackText(_ addresses: [UInt64], _ names: CodeNames) -> String {
    let known = addresses.compactMap { names[$0] }
    let own = known.first { name in
      !name.contains(" at Sources/Kernel/") && !name.contains(" at .mirador/")
        && name.contains(#/ at .*\.swift:\d+$/#)
    }
    return own ?? known.first ?? addresses.first.map { "0x" + String($0, radix: 16) } ?? "-"
  }

  private static func bytesText(_ count: UInt64) -> String {
    guard count >= 10_000 else { return "\(count) B" }
    var (value, unit) = (Double(count) / 1024, "KiB")
    for larger in ["MiB", "GiB", "TiB"] where value >= 1024 {
      value /= 1024
      unit = larger
    }
    return decimal(value, digits: 1) + " " + unit
  }

  private static func durationText(_ nanoseconds: Int64) -> String {
    let value = Double(nanoseconds)
    switch nanoseconds.magnitude {
    case ..<1_000: return "\(nanoseconds) ns"
    case ..<1_000_000: return decimal(value / 1e3, digits: 1) + " us"
    case ..<1_000_000_000: return decimal(value / 1e6, digits: 1) + " ms"
    default: return decimal(value / 1e9, digits: 3) + " s"
    }
  }

  private static func instantText(_ nanoseconds: UInt64) -> String {
    decimal(Double(nanoseconds) / 1e9, digits: 6) + " s"
  }

  /// With so many digits after the point, whatever the locale.
  static func decimal(_ value: Double, digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e18 else { return String(value) }
    let whole = String(UInt64(scaled))
    let padded = String(repeating: "0", count: max(digits + 1 - whole.count, 0)) + whole
    let sign = value < 0 ? "-" : ""
    return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
  }
}

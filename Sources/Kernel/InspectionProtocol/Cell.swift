// A value in an answer or an argument, with its unit in its type.
//
//     tag   followed by                 what
//      0                                nothing: it is not known, or does not apply
//      1    text                        text
//      2    signed                      a number without a unit
//      3    number                      bytes of memory
//      4    signed                      nanoseconds that something took
//      5    number                      nanoseconds since the start: an instant of the monotonic clock
//      6    signed, number              seconds since 1970 (UTC) and nanoseconds of the second
//      7    0 or 1                      no, yes
//      8    number                      the address of code: the host finds its name
//      9    number                      the id of a thing, as other commands take it
//     10    n, and n numbers            functions that await each other, innermost first, as addresses

public import Time

/// A typed value.
public enum Cell: Equatable, Sendable {
  case none
  case text(String)
  case integer(Int64)
  case bytes(UInt64)
  case duration(Duration)
  case instant(Instant)
  case date(WallTime)
  case flag(Bool)
  case address(UInt64)
  case id(UInt64)
  /// At most `InspectionLimits.stack` addresses.
  case stack([UInt64])

  /// Its type; nil for nothing.
  public var type: CellType? {
    switch self {
    case .none: nil
    case .text: .text
    case .integer: .integer
    case .bytes: .bytes
    case .duration: .duration
    case .instant: .instant
    case .date: .date
    case .flag: .flag
    case .address: .address
    case .id: .id
    case .stack: .stack
    }
  }
}

/// What a column holds. The raw value is the tag of its cells.
public enum CellType: UInt8, CaseIterable, Equatable, Sendable {
  case text = 1
  case integer, bytes, duration, instant, date, flag, address, id, stack
}

extension Packer {
  /// - Parameter limit: bytes of a text that are kept.
  mutating func cell(_ cell: Cell, limit: Int = InspectionLimits.text) {
    byte(cell.type?.rawValue ?? 0)
    switch cell {
    case .none: break
    case .text(let value): text(value, limit: limit)
    case .integer(let value): signed(value)
    case .bytes(let value), .address(let value), .id(let value): number(value)
    case .duration(let value): signed(value.nanoseconds)
    case .instant(let value): number(value.nanoseconds)
    case .date(let value):
      signed(value.seconds)
      number(UInt64(value.nanosecond))
    case .flag(let value): byte(value ? 1 : 0)
    case .stack(let addresses):
      number(UInt64(min(addresses.count, InspectionLimits.stack)))
      for address in addresses.prefix(InspectionLimits.stack) { number(address) }
    }
  }
}

extension Unpacker {
  mutating func cell() -> Cell? {
    guard let tag = byte() else { return nil }
    guard tag != 0 else { return Cell.none }
    guard let type = CellType(rawValue: tag) else { return nil }
    switch type {
    case .text: return text().map { .text($0) }
    case .integer: return signed().map { .integer($0) }
    case .bytes: return number().map { .bytes($0) }
    case .duration: return signed().map { .duration(Duration(nanoseconds: $0)) }
    case .instant: return number().map { .instant(Instant(nanoseconds: $0)) }
    case .date:
      guard let seconds = signed(), let fraction = count(999_999_999),
        let date = WallTime(seconds: seconds, nanosecond: Int32(fraction))
      else { return nil }
      return .date(date)
    case .flag:
      guard let value = byte(), value <= 1 else { return nil }
      return .flag(value == 1)
    case .address: return number().map { .address($0) }
    case .id: return number().map { .id($0) }
    case .stack:
      guard let count = count(InspectionLimits.stack) else { return nil }
      var addresses: [UInt64] = []
      for _ in 0..<count {
        guard let address = number() else { return nil }
        addresses.append(address)
      }
      return .stack(addresses)
    }
  }
}

// Settings as they are typed and written into lessons, in any order, each at most once:
//
//     loss=5%,delay=20ms±5ms,reorder=1%,seed=7
//     bandwidth=10Mbit,queue=64KiB,mtu=1400,down=2s..3s
//
// `+-` does for `±` where a keyboard has none.

import Time

extension FaultSettings: CustomStringConvertible {
  /// Why a text is no settings: what is wrong, and what would be right.
  package struct Fault: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// What can be set, with an example of each.
  private static let examples: [(key: String, value: String)] = [
    ("loss", "5%"), ("duplicate", "1%"), ("reorder", "1%"), ("corrupt", "0.1%"),
    ("delay", "20ms±5ms"), ("bandwidth", "10Mbit"), ("queue", "64KiB"), ("mtu", "1400"),
    ("down", "2s..3s"), ("seed", "7"),
  ]

  /// The settings that `text` says; an empty text or `none` is a link without faults.
  package static func parse(_ text: String) throws(Fault) -> FaultSettings {
    var settings = FaultSettings()
    guard !text.isEmpty, text != "none" else { return settings }
    var seen: Set<String> = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let key = parts[0].trimmed
      guard key != "down" || parts.count == 2 else {
        settings.isDown = true
        continue
      }
      guard let example = examples.first(where: { $0.key == key }) else {
        throw Fault(description: unknown(key))
      }
      guard seen.insert(key).inserted || key == "down" else {
        throw Fault(description: "\(key) is there twice: leave one.")
      }
      let value = parts.count == 2 ? parts[1].trimmed : ""
      guard settings.set(key, value) else {
        throw Fault(
          description: "\(key)=\(value) is not right: write it like \(key)=\(example.value).")
      }
    }
    guard settings.jitter <= settings.delay else {
      throw Fault(description: "The jitter is longer than the delay: a frame cannot be early.")
    }
    return settings
  }

  private static func unknown(_ key: String) -> String {
    let known = examples.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    return "There is no fault \"\(key)\". What there is: \(known)."
  }

  /// False: not a value of this key.
  private mutating func set(_ key: String, _ value: String) -> Bool {
    switch key {
    case "loss": return set(\.loss, Share(value))
    case "duplicate": return set(\.duplication, Share(value))
    case "reorder": return set(\.reordering, Share(value))
    case "corrupt": return set(\.corruption, Share(value))
    case "delay": return setDelay(value.replacing("+-", with: "±"))
    case "bandwidth": return set(\.bandwidth, positive(value, QuantityText.rates))
    case "queue": return set(\.queue, positive(value, QuantityText.sizes))
    case "mtu": return set(\.mtu, positive(value, [("", 1)]))
    case "down": return addOutage(value)
    default: return set(\.seed, UInt64(value))
    }
  }

  private mutating func set<Value>(
    _ path: WritableKeyPath<FaultSettings, Value>, _ value: Value?
  ) -> Bool {
    guard let value else { return false }
    self[keyPath: path] = value
    return true
  }

  private mutating func set<Value>(
    _ path: WritableKeyPath<FaultSettings, Value?>, _ value: Value?
  ) -> Bool {
    self[keyPath: path] = value
    return value != nil
  }

  private func positive(_ text: String, _ units: [(name: String, size: Int64)]) -> Int64? {
    QuantityText.quantity(text, units).flatMap { $0 > 0 ? $0 : nil }
  }

  private mutating func setDelay(_ text: String) -> Bool {
    let parts = text.split(separator: "±", omittingEmptySubsequences: false)
    guard parts.count <= 2, let delay = QuantityText.duration(parts[0]) else { return false }
    self.delay = delay
    guard parts.count == 2 else { return true }
    guard let jitter = QuantityText.duration(parts[1]) else { return false }
    self.jitter = jitter
    return true
  }

  private mutating func addOutage(_ text: String) -> Bool {
    let ends = text.replacing("..", with: "|").split(
      separator: "|", omittingEmptySubsequences: false)
    guard ends.count == 2, let start = QuantityText.duration(ends[0]),
      let end = QuantityText.duration(ends[1]), start < end
    else { return false }
    outages.append(start..<end)
    return true
  }

  /// What `parse` reads as the same settings.
  package var description: String {
    var words: [String] = []
    for (key, share) in [
      ("loss", loss), ("duplicate", duplication), ("reorder", reordering), ("corrupt", corruption),
    ] where share > .none {
      words.append("\(key)=\(share)")
    }
    if delay > .zero {
      let spread = jitter > .zero ? "±\(QuantityText.text(jitter))" : ""
      words.append("delay=\(QuantityText.text(delay))\(spread)")
    }
    if let bandwidth {
      words.append("bandwidth=" + QuantityText.text(bandwidth, QuantityText.rates))
    }
    if queue != Int64(SwitchLimits.faultQueue) {
      words.append("queue=" + QuantityText.text(queue, QuantityText.sizes))
    }
    if let mtu { words.append("mtu=\(mtu)") }
    if isDown { words.append("down") }
    for outage in outages {
      let (start, end) = (outage.lowerBound, outage.upperBound)
      words.append("down=\(QuantityText.text(start))..\(QuantityText.text(end))")
    }
    if seed != 0 { words.append("seed=\(seed)") }
    return words.isEmpty ? "none" : words.joined(separator: ",")
  }
}

extension Substring {
  /// Without the spaces around it.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

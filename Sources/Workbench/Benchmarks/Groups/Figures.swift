/// Values by name, the names in the order in which they came.
struct Figures {
  private(set) var names: [String] = []
  private(set) var values: [String: [Double]] = [:]
  private(set) var units: [String: Unit] = [:]

  /// Takes the lines of the form `name value`, nanoseconds, and `name value unit`; others are not ours.
  mutating func add(_ lines: some Sequence<some StringProtocol>) {
    for line in lines {
      let words = line.split(separator: " ")
      guard words.count == 2 || words.count == 3, let value = Double(words[1]), value.isFinite,
        let unit = words.count == 2 ? .nanoseconds : Unit(rawValue: String(words[2]))
      else { continue }
      let name = String(words[0])
      if values[name] == nil { names.append(name) }
      values[name, default: []].append(value)
      units[name] = unit
    }
  }

  /// A row for each name.
  /// - Parameter row: completes it, by its name.
  func rows(_ place: String, _ row: (String, inout Row) -> Void) -> [Row] {
    names.compactMap { name in
      guard let samples = Samples(values[name] ?? []) else { return nil }
      var made = Row("\(name), \(place)", units[name] ?? .nanoseconds, samples)
      row(name, &made)
      return made
    }
  }
}

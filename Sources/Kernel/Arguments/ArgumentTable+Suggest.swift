// Which option was meant: the one whose name is nearest to what was written.

extension ArgumentTable {
  /// The name of the option that `written`, the name in an option or a word, was probably meant to
  /// be; nil when none is near.
  ///
  /// Near: at most a third of the longer name differs. A single letter stands for the option that
  /// begins with it, if only one does. Linear in the length of the word.
  func suggestion(for written: [UInt8]) -> String? {
    var nearest: String?
    var least = Int.max
    for definition in definitions {
      let name = bytes(definition.name)
      let limit = max(name.count, written.count) / 3
      // A name one and a half times as long, or longer, is never near.
      if abs(name.count - written.count) <= limit {
        let difference = EditDistance.between(written, name)
        if difference <= limit, difference < least {
          nearest = definition.name
          least = difference
        }
      }
    }
    if nearest != nil || written.count != 1 { return nearest }
    var beginning = 0
    for definition in definitions where bytes(definition.name).first == written[0] {
      nearest = definition.name
      beginning += 1
    }
    return beginning == 1 ? nearest : nil
  }
}

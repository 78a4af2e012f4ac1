// Puts the values that were decided outside of config.swift in the place of config.swift's own defaults.

import Arguments
import Configure

extension Unikernel {
  /// What may be given to this unikernel, on whichever target.
  public var argumentTable: ArgumentTable {
    let takesWords = jobs.contains { $0.parameters.contains { $0.source == .fact(.arguments) } }
    return ArgumentTable(
      unikernel: name, arguments.map(\.definition), takesWords: takesWords)
  }

  /// The unikernel with `settings` as its defaults.
  /// - Throws: what the unikernel itself would say of such a value at boot.
  public func settled(by settings: Settings) throws(ArgumentFailure) -> Unikernel {
    var settled = self
    let given = try argumentTable.given(settings.words)
    for (index, values) in Dictionary(grouping: given, by: \.index) {
      let definition = arguments[index].definition
      if let value = values.first(where: { !definition.canBeListed($0.text) }) {
        throw .wrongValue(definition, value.text)
      }
      settled.arguments[index].definition.presence = .byDefault(
        values.map(\.text).joined(separator: "\n"))
    }
    return settled
  }
}

extension ArgumentDefinition {
  /// A default of texts has one on each line.
  fileprivate func canBeListed(_ text: String) -> Bool {
    kind != .texts || !text.utf8.contains(UInt8(ascii: "\n"))
  }
}

extension Settings {
  /// The values as words of a command line.
  public var words: [String] {
    arguments.sorted { $0.key < $1.key }.flatMap { name, values in
      values.map { "--\(name)=\($0)" }
    }
  }
}

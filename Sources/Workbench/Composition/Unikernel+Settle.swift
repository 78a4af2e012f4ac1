// Puts the values that were decided outside of config.swift in the place of config.swift's own defaults.

import Arguments
import Configure

extension Unikernel {
  /// Why a setting cannot be used; the reason is what the unikernel itself would say at boot.
  public struct SettingFault: Error, Equatable, Sendable {
    public let failure: ArgumentFailure
  }

  /// What may be given to this unikernel, on whichever target.
  public var argumentTable: ArgumentTable {
    let takesWords = jobs.contains { $0.parameters.contains { $0.source == .fact(.arguments) } }
    return ArgumentTable(
      unikernel: name, arguments.map(\.definition), takesWords: takesWords)
  }

  /// The unikernel with `settings` as its defaults.
  public func settled(by settings: Settings) throws(SettingFault) -> Unikernel {
    let given: [GivenArgument]
    do throws(ArgumentFailure) {
      given = try argumentTable.given(settings.words)
    } catch {
      throw SettingFault(failure: error)
    }
    var settled = self
    for (index, values) in Dictionary(grouping: given, by: \.index) {
      settled.arguments[index].definition.presence = .byDefault(
        values.map(\.text).joined(separator: "\n"))
    }
    return settled
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

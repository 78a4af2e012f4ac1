// The names of the code that an answer speaks of, from the symbols of the image.

import Foundation
import InspectionProtocol
import Machines

extension ConsoleAnswer {
  /// The addresses of code in it.
  var addresses: Set<UInt64> {
    Set(
      rows.joined().flatMap { cell -> [UInt64] in
        switch cell {
        case .address(let address): [address]
        case .stack(let addresses): addresses
        default: []
        }
      })
  }
}

extension Symbolizer {
  /// The functions and lines at some addresses; those that have none are left out.
  func names(of addresses: [UInt64], in symbols: URL) async -> CodeNames {
    guard !addresses.isEmpty else { return [:] }
    // The first address is taken as it is, the others as those that a call returns to: after it.
    let frames = await frames(at: [0] + addresses.map { $0 &+ 1 }, in: symbols)
    var names: CodeNames = [:]
    for address in addresses {
      names[address] = Symbolizer.name(frames.filter { $0.address == address &+ 1 })
    }
    return names
  }

  /// One name for the frames at an address, innermost first: where that is the library's, inlined into a
  /// function of the application, both are told.
  static func name(_ frames: [Frame]) -> String? {
    guard let first = frames.first, let function = first.function else { return nil }
    func isOwn(_ frame: Frame) -> Bool {
      guard let file = frame.file, frame.function != nil else { return false }
      return file.hasSuffix(".swift") && !file.hasPrefix("Sources/Kernel/")
        && !file.hasPrefix(".mirador/")
    }
    guard !isOwn(first), let own = frames.first(where: isOwn) else { return first.description }
    return function + " in " + own.description
  }
}

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
      if let frame = frames.first(where: { $0.address == address &+ 1 }), frame.function != nil {
        names[address] = frame.description
      }
    }
    return names
  }
}

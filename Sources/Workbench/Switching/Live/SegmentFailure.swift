import Processes

/// Why something cannot be done with a segment.
package enum SegmentFailure: Error, Equatable, CustomStringConvertible {
  /// There is a port of that name already.
  case taken(String)
  /// There is no port of that name.
  case unknown(String)
  /// The host refuses something.
  case host(String)

  package var description: String {
    switch self {
    case .taken(let name): "There is a port \"\(name)\" on this network already: use another name."
    case .unknown(let name): "There is no port \"\(name)\" on this network: see its statistics."
    case .host(let reason): "The host does not allow a network port: \(reason)."
    }
  }
}

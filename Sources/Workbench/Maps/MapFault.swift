/// Why there is no map, sorted by whose fault it is. The message ends with what to do.
public enum MapFault: Error, Equatable, Sendable {
  /// The caller named the wrong thing.
  case usage(String)
  /// The machine refuses or lacks something.
  case environment(String)

  public var message: String {
    switch self {
    case .usage(let message), .environment(let message): message
    }
  }
}

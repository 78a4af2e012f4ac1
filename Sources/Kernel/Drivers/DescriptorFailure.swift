/// Why an inherited network interface cannot be used.
public enum DescriptorFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The process did not inherit it.
  case missing(String)
  /// The host did not say what it is, or something that cannot be.
  case note(String)

  public var description: String {
    switch self {
    case .missing(let name):
      "the process has no network interface " + name + "; start it with ./mirador run, or name a"
        + " descriptor net." + name + " in LISTEN_FDNAMES"
    case .note(let name):
      "the network interface " + name + " is not described; name its descriptor net." + name
        + "@HARDWARE-ADDRESS,MTU in LISTEN_FDNAMES, such as net." + name
        + "@52-54-00-12-34-56,1500"
    }
  }
}

/// A library of the unikernel's own, in a folder beside config.swift.
public struct Greeting {
  private let whom: String

  public init(_ whom: String) { self.whom = whom }

  public var text: String { "Hello, " + whom + "!" }
}

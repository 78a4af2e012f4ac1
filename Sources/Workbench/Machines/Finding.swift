/// One fact about the host that Mirador depends on.
public struct Finding: Sendable, Equatable, Codable {
  /// What it means for Mirador.
  public enum Status: String, Sendable, Codable {
    /// As it should be.
    case ok
    /// Mirador works, with less.
    case warning
    /// Mirador, or a target, does not work without it.
    case missing
  }

  public var name: String
  public var status: Status
  /// What was found.
  public var detail: String
  /// What to do; nil when all is well.
  public var fix: String?

  public init(_ name: String, _ status: Status, _ detail: String, fix: String? = nil) {
    self.name = name
    self.status = status
    self.detail = detail
    self.fix = fix
  }
}

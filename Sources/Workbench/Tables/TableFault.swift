/// Something wrong with a file on disk: which file, which key, what, for who wrote it.
public struct TableFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, as whoever reads it names it.
  public let file: String
  /// The key inside the file, as a path (`check[2].points`), when one is to blame.
  public let key: String?
  /// What is wrong and what would be right.
  public let problem: String

  public init(file: String, key: String? = nil, _ problem: String) {
    self.file = file
    self.key = key
    self.problem = problem
  }

  public var description: String {
    guard let key else { return "\(file): \(problem)" }
    return "\(file): \(key): \(problem)"
  }
}

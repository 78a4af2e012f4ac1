/// The tool's exit statuses; they mean the same for every command.
public enum ToolStatus: Int, Sendable, CaseIterable {
  case passed = 0
  case failed = 1
  case usage = 2
  case buildFailed = 3
  case bootFailed = 4
  case environment = 5
  case timeout = 6
  case tampered = 7
  /// A fault of Mirador itself; never counted against the learner.
  case internalError = 8

  /// The status that explains several results best: what prevents a fair verdict comes first, then
  /// what comes first in time.
  public static func worst(_ statuses: some Sequence<ToolStatus>) -> ToolStatus {
    let order: [ToolStatus] = [
      .internalError, .tampered, .environment, .usage, .buildFailed, .bootFailed, .timeout, .failed,
    ]
    let all = Set(statuses)
    return order.first(where: all.contains) ?? .passed
  }
}

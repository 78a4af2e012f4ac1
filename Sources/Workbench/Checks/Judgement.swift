/// What a check found.
public struct Judgement: Sendable, Equatable {
  public var status: CheckStatus
  /// What the tool's exit status should tell of it.
  public var code: ToolStatus
  public var expected: String
  public var got: String
  public var evidence: [EvidenceLine]

  static func pass(
    expected: String, got: String, evidence: [EvidenceLine] = []
  ) -> Judgement {
    Judgement(status: .pass, code: .passed, expected: expected, got: got, evidence: evidence)
  }

  static func fail(
    expected: String, got: String, evidence: [EvidenceLine] = [], code: ToolStatus = .failed
  ) -> Judgement {
    Judgement(status: .fail, code: code, expected: expected, got: got, evidence: evidence)
  }

  static func timeout(
    expected: String, got: String, evidence: [EvidenceLine] = []
  ) -> Judgement {
    Judgement(status: .timeout, code: .timeout, expected: expected, got: got, evidence: evidence)
  }

  /// Nothing can be said of the learner's work.
  static func error(_ message: String, code: ToolStatus) -> Judgement {
    Judgement(status: .error, code: code, expected: "", got: message, evidence: [])
  }

  static func skipped(_ reason: String) -> Judgement {
    Judgement(status: .skipped, code: .passed, expected: "", got: reason, evidence: [])
  }

  /// A check found no evidence of the kind it judges. That is never a pass.
  static func noEvidence(_ what: String) -> Judgement {
    .error("There is no \(what) to judge. Please report this as a bug.", code: .internalError)
  }
}

/// The outcome of a check or of a lesson.
public enum CheckStatus: String, Codable, Sendable, CaseIterable {
  case pass, fail, error, timeout, tampered, skipped
}

/// A line of evidence and what is to be said of it.
public struct EvidenceLine: Codable, Sendable, Equatable {
  public let mark: Mark
  public let text: String

  public enum Mark: String, Codable, Sendable, CaseIterable {
    case good, bad, missing, context
  }

  public init(_ mark: Mark, _ text: String) {
    self.mark = mark
    self.text = text
  }
}

extension [EvidenceLine] {
  /// At most `limit` lines: those around the first that is not as expected, else the first ones.
  func excerpt(_ limit: Int = 12) -> [EvidenceLine] {
    guard count > limit else { return self }
    let trouble = firstIndex { $0.mark == .bad || $0.mark == .missing } ?? 0
    let start = Swift.min(Swift.max(0, trouble - 3), count - limit)
    let end = start + limit
    var lines = Array(self[start..<end])
    if start > 0 { lines.insert(EvidenceLine(.context, "… \(start) lines before"), at: 0) }
    if end < count { lines.append(EvidenceLine(.context, "… \(count - end) lines after")) }
    return lines
  }
}

// A result: one schema, from which every output is made.

import Foundation

/// What was found of one lesson on one target.
public struct Verdict: Codable, Sendable, Equatable {
  /// The version of this schema.
  public static let currentSchema = 1

  public var schema = currentSchema
  /// The version of Mirador.
  public var tool: String
  public var lesson: LessonReference
  /// Who is judged.
  public var learner: String
  public var target: String
  /// `kvm` or `tcg`; nil on `unix` and when nothing was booted.
  public var accelerator: String?
  /// Sixteen hexadecimal digits, from which the nonces of all boots follow.
  public var seed: String
  public var start: Date
  /// Milliseconds in all.
  public var duration: Int
  public var status: CheckStatus
  /// The tool's exit status for this verdict.
  public var exitStatus: Int
  public var score: Int
  /// The score when every check passes.
  public var points: Int
  public var checks: [Check]

  /// Which lesson, to the byte.
  public struct LessonReference: Codable, Sendable, Equatable {
    public var id: String
    public var version: Int
    /// SHA-256 of the lesson's directory (Lesson.digest).
    public var sha256: String
  }

  /// The result of one check.
  public struct Check: Codable, Sendable, Equatable {
    public var id: String
    public var name: String
    public var status: CheckStatus
    public var score: Int
    public var points: Int
    public var milliseconds: Int
    public var expected: String
    public var got: String
    public var evidence: [EvidenceLine]
    /// Why it matters.
    public var why: String
    public var hint: String
  }
}

extension Verdict {
  /// The JSON document of some verdicts: an array, keys sorted, times in ISO 8601.
  public static func json(_ verdicts: [Verdict]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    guard let data = try? encoder.encode(verdicts) else {
      preconditionFailure("a verdict that JSON cannot hold")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Passed, and on the evidence of at least one check.
  public var isPass: Bool { status == .pass }

  /// The status of a whole: a pass when there is a check and all of them pass.
  static func status(_ checks: [Check]) -> CheckStatus {
    let all = Set(checks.map(\.status))
    let order: [CheckStatus] = [.error, .tampered, .timeout, .fail, .skipped]
    if let worst = order.first(where: all.contains) { return worst }
    return checks.isEmpty ? .error : .pass
  }
}

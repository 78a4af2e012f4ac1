// Builds the image that other steps boot or look into. It has no keys of its own.

import Build
import Curriculum

struct BuildCheck: Kind {
  static let name = "build"
  static let keys: [String] = []

  private let id: String
  let source: (kind: String, id: String)? = nil

  init(_ section: Section) throws(LessonFault) {
    id = try section.string("id")
  }

  func judge(_ scene: inout Scene) async -> Judgement {
    let expected = "an image for \(scene.target.rawValue)"
    do {
      let targets = try await scene.configuration(expected: expected).targets
      guard targets.contains(scene.target) else {
        return .fail(
          expected: expected, got: "config.swift does not list .\(scene.target.rawValue)")
      }
    } catch {
      return error.judgement
    }
    let start = ContinuousClock.now
    defer { scene.building += ContinuousClock.now - start }
    do {
      let artifact = try await scene.bench.build(scene.directory, for: scene.target)
      scene.artifacts[id] = artifact
      return .pass(expected: expected, got: "\(artifact.loadedSize) bytes when loaded")
    } catch {
      return BuildCheck.judgement(of: error, expected: expected)
    }
  }

  /// A build failure, by whose fault it is.
  static func judgement(of failure: BuildFailure, expected: String) -> Judgement {
    switch failure {
    case .source(let diagnostics):
      let lines = diagnostics.split(separator: "\n", omittingEmptySubsequences: false)
      return .fail(
        expected: expected, got: "the sources do not build",
        evidence: lines.map { EvidenceLine(.bad, String($0)) }.excerpt(40), code: .buildFailed)
    case .environment(let message): return .error(message, code: .environment)
    case .internal(let message):
      return .error(
        "This is a fault of Mirador, please report it: \(message)", code: .internalError)
    }
  }
}

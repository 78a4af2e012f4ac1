// Builds the image that other steps boot or look into, within the lesson's budget for builds. It has no keys of its own.

import Build
import Curriculum
import Tables

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
    let budget = scene.manifest.budgets.build
    switch await BuildCheck.build(scene, within: budget) {
    case nil:
      return .timeout(
        expected: "\(expected) within \(budget.readable)", got: "the compiler was still at work")
    case .failure(let error): return BuildCheck.judgement(of: error, expected: expected)
    case .success(let artifact):
      scene.artifacts[id] = artifact
      return .pass(expected: expected, got: "\(artifact.loadedSize) bytes when loaded")
    }
  }

  /// The build's result; nil when the budget was used up first, and the build was cancelled.
  private static func build(
    _ scene: Scene, within budget: Duration
  ) async -> Result<Artifact, BuildFailure>? {
    await withTaskGroup(of: Result<Artifact, BuildFailure>?.self) { group in
      group.addTask {
        do throws(BuildFailure) {
          return .success(try await scene.bench.build(scene.directory, for: scene.target))
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        try? await Task.sleep(for: budget)
        return nil
      }
      let first = await group.next()
      group.cancelAll()
      return first ?? nil
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
    case .usage(let message): return .error(message, code: .usage)
    case .cancelled:
      return .error("The build was stopped. Run the check again.", code: .environment)
    case .internal(let message):
      return .error(
        "This is a fault of Mirador, please report it: \(message)", code: .internalError)
    }
  }
}

// Builds the image that other steps boot or look into, within the lesson's budget for builds.
//
//     fresh = true          the application's version in the bill of materials is one that no build had

import Build
import Curriculum
import Tables

struct BuildCheck: Kind {
  static let name = "build"
  static let keys = ["fresh"]

  private let id: String
  private let isFresh: Bool
  let source: (kind: String, id: String)? = nil

  init(_ section: Section) throws(LessonFault) {
    id = try section.string("id")
    isFresh = try section.boolean("fresh", otherwise: false)
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
    // Counted down, for boots are counted up: no boot's name is a build's version.
    let release = isFresh ? Nonce.make(seed: scene.seed, boot: -1 - scene.artifacts.count) : nil
    switch await BuildCheck.build(scene, release, within: budget) {
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
    _ scene: Scene, _ release: String?, within budget: Duration
  ) async -> Result<Artifact, BuildFailure>? {
    await withTaskGroup(of: Result<Artifact, BuildFailure>?.self) { group in
      group.addTask {
        do throws(BuildFailure) {
          return .success(
            try await scene.bench.build(scene.directory, for: scene.target, release: release))
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

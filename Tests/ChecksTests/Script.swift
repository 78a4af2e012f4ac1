import Build
import Configure
import Foundation
import Machines
import Synchronization

@testable import Checks
@testable import Curriculum

/// A bench that does what a test tells it, and remembers what it was asked.
final class Script: Bench, Sendable {
  typealias Configuration = @Sendable (URL) -> Result<Unikernel, BuildFailure>
  typealias Run = @Sendable (Artifact, BootRequest) -> Result<Transcript, MachineFailure>

  let unikernel: Configuration
  let built: Result<Int, BuildFailure>
  let run: Run
  let names: [String]
  let bill: [String]
  let factor: Double
  /// How long a build takes unless it is cancelled.
  let building: Duration
  /// The size of a build, by its directory; nil: `built`.
  let sizes: (@Sendable (URL) -> Int)?
  /// What comes of an interview.
  let interviewer: @Sendable (BootRequest, [InterviewStep]) -> Interview
  let releases = Mutex<[String?]>([])
  let builds = Atomic<Int>(0)
  let requests = Mutex<[BootRequest]>([])
  let reads = Atomic<Int>(0)

  init(
    built: Result<Int, BuildFailure> = .success(1000), names: [String] = ["start"],
    bill: [String] = [],
    factor: Double = 1, building: Duration = .zero,
    run: @escaping Run = { _, _ in .success(.ended(0)) },
    unikernel: @escaping Configuration = { _ in .success(.both) },
    sizes: (@Sendable (URL) -> Int)? = nil,
    interviewer: @escaping @Sendable (BootRequest, [InterviewStep]) -> Interview = { _, _ in
      Interview()
    }
  ) {
    self.unikernel = unikernel
    self.built = built
    self.names = names
    self.bill = bill
    self.factor = factor
    self.building = building
    self.sizes = sizes
    self.interviewer = interviewer
    self.run = run
  }

  func configuration(of directory: URL) async throws(BuildFailure) -> Unikernel {
    reads.add(1, ordering: .relaxed)
    return try unikernel(directory).get()
  }

  func build(
    _ directory: URL, for target: Target, release: String?
  ) async throws(BuildFailure) -> Artifact {
    try? await Task.sleep(for: building)
    builds.add(1, ordering: .relaxed)
    releases.withLock { $0.append(release) }
    var size = try built.get()
    if let sizes { size = sizes(directory) }
    let unikernel = try unikernel(directory).get()
    let image = directory.appending(path: "image")
    return Artifact(
      unikernel: unikernel, target: target, executable: image, symbols: image, loadedSize: size)
  }

  func boot(
    _ artifact: Artifact, _ request: BootRequest
  ) async throws(MachineFailure) -> Transcript {
    requests.withLock { $0.append(request) }
    return try run(artifact, request).get()
  }

  func interview(
    _ artifact: Artifact, _ request: BootRequest, _ steps: [InterviewStep]
  ) async throws(MachineFailure) -> Interview {
    requests.withLock { $0.append(request) }
    return interviewer(request, steps)
  }

  func symbols(of artifact: Artifact) async throws(EnvironmentFault) -> [String] { names }

  func libraries(of artifact: Artifact) async throws(EnvironmentFault) -> [String] { bill }

  func slowness(_ target: Target, _ accelerator: Accelerator?) async -> Double { factor }
}

extension Unikernel {
  static let both = Unikernel("sample", start: "Sample", targets: [.unix, .virtio])
}

extension Transcript {
  /// Lines a second apart, then an end by itself half a second later.
  static func ended(_ status: Int, _ lines: [String] = []) -> Transcript {
    timed(lines.enumerated().map { ($1, Double($0 + 1)) }, ending: .exited(status))
  }

  /// Lines at given seconds; the end comes half a second after the last.
  static func timed(
    _ lines: [(String, Double)], ending: Ending = .exited(0), rest: Double = 0.5
  ) -> Transcript {
    Transcript(
      lines: lines.map { Line(text: $0.0, at: .seconds($0.1)) }, ending: ending,
      duration: .seconds((lines.last?.1 ?? 0) + rest))
  }
}

/// The name that a boot was given.
func name(in request: BootRequest) -> String {
  String(request.arguments.first?.dropFirst("--name=".count) ?? "")
}

/// Definitions from the text of a checks.toml below `build` and `boot`.
func definitions(_ text: String) throws -> [CheckDefinition] {
  let common = "points = 1\nwhy = \"because\"\nhint = \"try this\"\n"
  let steps = """
    format = 1
    [[check]]
    id = "build"
    kind = "build"
    title = "it builds"
    \(common)
    [[check]]
    id = "boot"
    kind = "boot"
    title = "it boots"
    \(common)

    """
  let own = text.replacing("[[check]]", with: "[[check]]\n" + common)
  return try CheckDefinition.parse(steps + own, file: "test/checks.toml")
}

/// The result of one check of a kind on a scripted boot.
func judge(
  _ check: String, on script: Script, seed: UInt64 = 1
) async throws -> Verdict.Check {
  let text = "[[check]]\nid = \"it\"\ntitle = \"it\"\n" + check
  let verdict = try await verdict(definitions(text), on: script, seed: seed)
  guard let result = verdict.checks.first(where: { $0.id == "it" }) else {
    throw Failure(.internalError, "the check was not run")
  }
  return result
}

/// The verdict of some checks on a scripted bench, with fixed surroundings.
func verdict(
  _ definitions: [CheckDefinition], on script: Script, seed: UInt64 = 1
) async throws -> Verdict {
  let lessons = try Catalogue(loading: repositoryLessons)
  let checker = try Checker(
    lessons.lessons[0], plan: Plan(definitions), digest: "00", bench: script)
  return await checker.verdict(
    of: URL(filePath: "/nowhere"), on: .unix, learner: "ada", seed: seed,
    at: Date(timeIntervalSince1970: 1_700_000_000))
}

/// The lessons of this repository.
let repositoryLessons = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Lessons")

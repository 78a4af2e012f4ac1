// Runs SwiftPM: the only place that does, and the only one in a build that may reach the network, at the
// URLs that config.swift names and those that the packages name in turn. PackageStore keeps what comes of it.
//
// SwiftPM runs each package's Package.swift, which is a program, with the user's own rights.

import Foundation
import Processes

/// `swift package` of the toolchain that images are built with.
struct PackageManager: Sendable {
  /// Fetching that takes longer than this is stuck. Seconds.
  private static let timeLimit = 1200

  private let tool: URL
  private let path: String

  /// - Parameter path: where git is looked for, as in the environment variable PATH.
  init(toolchain: Toolchain, path: String) {
    tool = toolchain.frontend.deletingLastPathComponent().appending(path: "swift-package")
    self.path = path
  }

  /// Throws when the machine lacks what SwiftPM takes; it does not always say so itself.
  private func check() throws(BuildFailure) {
    guard FileManager.default.isExecutableFile(atPath: tool.path) else {
      throw .environment(Messages.missingTool(tool.lastPathComponent))
    }
    guard SearchPath(path.split(separator: ":").map(String.init)).find("git") != nil else {
      throw .environment(Messages.noGit)
    }
  }

  /// Fetches what the Package.swift in `folder` asks for into `scratch`, and writes Package.resolved.
  /// - Returns: the packages found.
  func resolve(
    _ requests: [PackageRequest], in folder: URL, scratch: URL
  ) async throws(BuildFailure) -> PackageResolution {
    let place = ["--package-path", folder.path, "--scratch-path", scratch.path]
    let fetched = try await run(place + ["resolve"])
    guard fetched.status == 0 else {
      let versions = await versions(wantedIn: fetched.errors, among: requests, scratch: scratch)
      throw PackageManager.failure(fetched, requests, versions: versions)
    }
    let shown = try await run(place + ["show-dependencies", "--format", "json"])
    guard shown.status == 0 else { throw PackageManager.failure(shown, requests, versions: []) }
    let tree = try PackageManager.decode(DependencyTree.self, shown, what: "show-dependencies")
    var packages: [PackageResolution.Package] = []
    for dependency in tree.dependencies { PackageManager.gather(dependency, into: &packages) }
    return PackageResolution(packages: packages)
  }

  /// What a fetched package says of itself.
  func describe(
    _ package: PackageResolution.Package, scratch: URL
  ) async throws(BuildFailure) -> (listing: PackageListing, dump: PackageDump) {
    let place = ["--package-path", package.folder, "--scratch-path", scratch.path]
    var answers: [Tool.Answer] = []
    for words in [["describe", "--type", "json"], ["dump-package"]] {
      let answer = try await run(place + words)
      guard answer.status == 0 else {
        throw .internal(Messages.cannotDescribe(package.title, PackageManager.reason(answer)))
      }
      answers.append(answer)
    }
    return (
      try PackageManager.decode(PackageListing.self, answers[0], what: package.title),
      try PackageManager.decode(PackageDump.self, answers[1], what: package.title)
    )
  }

  private func run(_ arguments: [String]) async throws(BuildFailure) -> Tool.Answer {
    try check()
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = path
    // Nobody is there to answer.
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["GIT_SSH_COMMAND"] = environment["GIT_SSH_COMMAND"] ?? "ssh -o BatchMode=yes"
    let tool = Tool(
      tool.path, arguments, environment: environment,
      budget: .seconds(PackageManager.timeLimit))
    let answer: Tool.Answer
    do throws(SystemFailure) {
      answer = try await tool.run()
    } catch {
      throw .environment(Messages.cannotRun(self.tool.path, error.description))
    }
    switch answer.stop {
    case .cancelled: throw .cancelled
    case .deadline, .flooded: throw .environment(Messages.fetchingTooLong)
    case nil: break
    }
    if answer.status != 0, let full = Files.fullDisk(answer.errors) { throw .environment(full) }
    return answer
  }

  private static func gather(
    _ tree: DependencyTree, into packages: inout [PackageResolution.Package]
  ) {
    guard !packages.contains(where: { $0.identity == tree.identity }) else { return }
    packages.append(
      PackageResolution.Package(
        identity: tree.identity, name: tree.name, url: tree.url, version: tree.version,
        folder: tree.path, traits: tree.traits ?? ["default"],
        dependencies: tree.dependencies.map(\.identity)))
    for dependency in tree.dependencies { gather(dependency, into: &packages) }
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ answer: Tool.Answer, what: String
  ) throws(BuildFailure) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(answer.output.utf8))
    } catch {
      throw .internal(Messages.cannotDescribe(what, "\(error)"))
    }
  }

  // MARK: - What went wrong

  private static func failure(
    _ answer: Tool.Answer, _ requests: [PackageRequest], versions: [String]
  ) -> BuildFailure {
    let reason = reason(answer)
    let culprit = culprit(reason, requests)
    let text = Messages.notFetched(
      culprit?.title ?? "packages", reason, versions: versions, line: culprit?.line ?? 0)
    return .source(diagnostics: text)
  }

  /// The request that SwiftPM's words are about; the first when they name none.
  private static func culprit(_ reason: String, _ requests: [PackageRequest]) -> PackageRequest? {
    requests.first { reason.lowercased().contains($0.identity) } ?? requests.first
  }

  /// SwiftPM's errors, without its progress and git's.
  private static func reason(_ answer: Tool.Answer) -> String {
    let lines = answer.errors.split(separator: "\n")
    let errors = lines.drop { !$0.hasPrefix("error: ") }
    let told = (errors.isEmpty ? lines[...] : errors).filter { !$0.contains("Cloning into") }
    return told.map { $0.hasPrefix("error: ") ? String($0.dropFirst(7)) : String($0) }
      .joined(separator: "\n")
  }

  /// The newest versions that a package does have, when that is what went wrong. At most five.
  private func versions(
    wantedIn errors: String, among requests: [PackageRequest], scratch: URL
  ) async -> [String] {
    guard errors.contains("no versions of"),
      let request = PackageManager.culprit(errors, requests),
      let git = SearchPath(path.split(separator: ":").map(String.init)).find("git")
    else { return [] }
    let folder = scratch.appending(path: "repositories")
    let clones = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    guard let clone = clones.first(where: { $0.lowercased().hasPrefix(request.identity + "-") })
    else { return [] }
    let list = ["-C", folder.path + "/" + clone, "tag", "--list", "--sort=-version:refname"]
    guard let answer = try? await Tool(git, list).run(), answer.status == 0 else { return [] }
    return answer.output.split(separator: "\n").map(String.init)
      .filter { $0.wholeMatch(of: #/v?\d+\.\d+\.\d+/#) != nil }.prefix(5).map { $0 }
  }
}

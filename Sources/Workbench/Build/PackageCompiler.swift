// Compiles what a unikernel takes from Swift packages: each target as a module of its own, as Embedded Swift or
// freestanding C, remembered by what it is made of and shared by all unikernels.
//
//   CACHE/package-<digest>/   MODULE.swiftmodule *.o, or for C: headers, module.modulemap, *.o
//
// When all of that is there, neither SwiftPM nor git nor the packages' files are needed.

import Configure
import Foundation

struct PackageCompiler: Sendable {
  let toolchain: Toolchain
  let cache: URL
  /// The unikernel's folder.
  let directory: URL
  /// Where git is looked for, as in the environment variable PATH.
  let path: String
  let progress: @Sendable (String) -> Void

  /// The packages among `libraries`, with what they need.
  func compile(_ libraries: [Library]) async throws(BuildFailure) -> CompiledLibraries {
    let requests = try PackageRequest.all(of: libraries)
    guard !requests.isEmpty else { return CompiledLibraries() }
    let taken = PackageCompiler.taken(libraries)
    let packages = cache.appending(path: "packages")
    let store = try await PackageStore(
      requests, in: packages, for: directory, compiler: toolchain.identity)
    if let compiled = try await remembered(store, taken) {
      try store.show()
      return compiled
    }
    let lock = try await FolderLock(packages)
    defer { lock.release() }
    let manager = PackageManager(toolchain: toolchain, path: path)
    let resolution = try await store.resolve(manager, progress: progress)
    let plan = try await PackagePlan.of(requests, in: resolution, taken: taken) {
      (package) throws(BuildFailure) in try await store.describe(package, manager)
    }
    guard let plan else {
      throw .internal(Messages.cannotDescribe("the packages", "one is missing"))
    }
    let folders = try await folders(of: plan)
    for index in plan.steps.indices { try await make(index, of: plan, folders) }
    try store.show()
    return try gather(plan, folders)
  }

  /// Nil when something has to be fetched, described or compiled.
  private func remembered(
    _ store: PackageStore, _ taken: Set<String>
  ) async throws(BuildFailure) -> CompiledLibraries? {
    guard let resolution = store.resolution else { return nil }
    let plan = try await PackagePlan.of(store.requests, in: resolution, taken: taken) {
      store.description(of: $0)
    }
    guard let plan else { return nil }
    let folders = try await folders(of: plan)
    let isComplete = folders.allSatisfy { FileManager.default.fileExists(atPath: $0.path) }
    return isComplete ? try gather(plan, folders) : nil
  }

  /// Names of modules that are there already.
  private static func taken(_ libraries: [Library]) -> Set<String> {
    var names = Set(Recipe.swiftModules.map(\.name) + ["Application", "Platform", "CNucleus"])
    for library in libraries {
      guard case .local = library.origin else { continue }
      names.insert(library.module)
    }
    return names
  }

  private func gather(
    _ plan: PackagePlan, _ folders: [URL]
  ) throws(BuildFailure) -> CompiledLibraries {
    var compiled = CompiledLibraries()
    for (step, folder) in zip(plan.steps, folders) {
      compiled.searchPaths.append(folder.path)
      compiled.objects += try Files.list(folder, suffix: ".o")
      compiled.key += folder.lastPathComponent + "\n"
      compiled.parts.append(step.part)
    }
    return compiled
  }

  // MARK: - Places

  /// Where each step's module is or will be.
  private func folders(of plan: PackagePlan) async throws(BuildFailure) -> [URL] {
    let common = [toolchain.identity] + Recipe.packageSwiftFlags + Recipe.packageCFlags
    var folders: [URL] = []
    for step in plan.steps {
      let (package, target) = (step.package, step.target)
      var texts = common + [package.url, package.version, target.name, target.digest]
      texts += target.flags + step.imports.map { folders[$0].lastPathComponent }
      let key = try await Digest.of([], texts).prefix(32)
      folders.append(cache.appending(path: "package-" + key))
    }
    return folders
  }

  // MARK: - Compiling

  private func make(
    _ index: Int, of plan: PackagePlan, _ folders: [URL]
  ) async throws(BuildFailure) {
    let step = plan.steps[index]
    guard !FileManager.default.fileExists(atPath: folders[index].path) else { return }
    progress(Messages.compilingPackage(step.target.name, step.package.title))
    let scratch = cache.appending(path: "making-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let work = PackageWork(
      toolchain: toolchain, step: step, imports: step.imports.map { folders[$0] },
      scratch: scratch)
    try Files.publish(try await work.run(), as: folders[index])
  }
}

extension PackagePlan.Step {
  /// The entry in the bill of materials.
  fileprivate var part: CompiledLibraries.Part {
    var address = URLComponents(string: package.url)
    if address?.scheme != nil {
      address?.user = nil
      address?.password = nil
    }
    return CompiledLibraries.Part(
      name: target.module, version: package.version, origin: .package, digest: target.digest,
      url: address?.string ?? package.url, license: license)
  }
}

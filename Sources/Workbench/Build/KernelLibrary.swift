// The library OS, compiled: one folder per (sources, flags, compiler), made once and then shared.
//
//   CACHE/kernel-<digest>/   Time.swiftmodule Time/*.o … nucleus/*.o common/*.o virtio/*.o unix/*.o
//
// One object for each source file, Swift too: the compiler gives functions sections of their own but not
// a class's data, so the file is what the linker can leave out.
//
// A folder appears whole or not at all: it is filled under another name and renamed.

import Configure
import Foundation

/// A compiled library OS.
struct KernelLibrary: Sendable {
  let folder: URL
  /// Names the sources, flags and compiler that it was made of.
  let key: String
  /// SHA-256 of what each part was made from, by the name of the folder or archive it is linked from.
  let digests: [String: String]
  /// The compiler's own version, such as `6.3.1`.
  let swiftVersion: String

  /// - Parameter folder: a finished one.
  init(folder: URL, key: String) throws(BuildFailure) {
    self.folder = folder
    self.key = key
    var digests: [String: String] = [:]
    for line in try Files.read(folder.appending(path: Self.digestFile)).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2 { digests[String(words[0])] = String(words[1]) }
    }
    self.digests = digests
    swiftVersion = digests.removeValue(forKey: "version") ?? ""
  }

  /// Lines `PART DIGEST`, and `version VERSION`.
  static let digestFile = "parts.txt"

  /// Objects that every image of `target` has: the platform itself.
  func platformObjects(for target: Target) throws(BuildFailure) -> [URL] {
    try Files.list(folder.appending(path: target.rawValue), suffix: ".o")
  }

  /// Objects that an image has when something in it refers to them.
  func libraryObjects() throws(BuildFailure) -> [URL] {
    var objects: [URL] = []
    for part in Recipe.swiftModules.map(\.name) + ["common", "nucleus"] {
      objects += try Files.list(folder.appending(path: part), suffix: ".o")
    }
    return objects
  }
}

/// Finds or makes compiled library folders.
struct KernelCompiler: Sendable {
  let root: URL
  let cache: URL
  let toolchain: Toolchain
  let progress: @Sendable (String) -> Void

  /// - Returns: the library and whether it was there already.
  func library() async throws(BuildFailure) -> (KernelLibrary, cached: Bool) {
    let key = try await key()
    let folder = cache.appending(path: "kernel-" + key)
    if FileManager.default.fileExists(atPath: folder.path) {
      return (try KernelLibrary(folder: folder, key: key), true)
    }
    let lock = try await FolderLock(cache)
    defer { lock.release() }
    // Somebody else may have made it while we waited.
    if FileManager.default.fileExists(atPath: folder.path) {
      return (try KernelLibrary(folder: folder, key: key), true)
    }
    progress(Messages.buildingLibrary)
    let version = try await toolchain.version()
    guard version.hasPrefix(Toolchain.supportedVersion) else {
      throw .environment(Messages.wrongVersion(version))
    }
    let scratch = cache.appending(path: "making-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    try await compile(into: scratch)
    try await writeDigests(version: version, into: scratch)
    try Files.publish(scratch, as: folder)
    return (try KernelLibrary(folder: folder, key: key), false)
  }

  private func key() async throws(BuildFailure) -> String {
    var folders = [Recipe.nucleus, Recipe.nucleus + "/include", Recipe.platform + "/include"]
    folders += [Recipe.platformCommon] + Target.allCases.map { Recipe.platform($0.rawValue) }
    folders += Recipe.swiftModules.flatMap(\.folders)
    var files: [URL] = []
    for folder in folders {
      files += try Files.list(root.appending(path: folder), suffix: "")
    }
    let flags = Recipe.swiftFlags(modules: "", root: "") + Recipe.kernelSwiftFlags + Recipe.cFlags
    return String(try await Digest.of(files, flags + [toolchain.identity]).prefix(32))
  }

  private func writeDigests(version: String, into folder: URL) async throws(BuildFailure) {
    var parts = Recipe.swiftModules.map { ($0.name, $0.folders) }
    parts += [("nucleus", [Recipe.nucleus]), ("common", [Recipe.platformCommon])]
    parts += Target.allCases.map { ($0.rawValue, [Recipe.platform($0.rawValue)]) }
    var lines = ["version \(version)"]
    for (name, folders) in parts {
      var files: [URL] = []
      for folder in folders { files += try Files.list(root.appending(path: folder), suffix: "") }
      lines.append("\(name) \(try await Digest.of(contents: files))")
    }
    for archive in toolchain.concurrencyArchives {
      lines.append("\(archive.lastPathComponent) \(try await Digest.content(of: archive))")
    }
    lines.append("Swift \(try await Digest.content(of: toolchain.standardLibrary))")
    try Files.write(
      lines.map { $0 + "\n" }.joined(), to: folder.appending(path: KernelLibrary.digestFile))
  }

  // MARK: - Compiling

  private func compile(into folder: URL) async throws(BuildFailure) {
    try Files.makeFolder(folder)
    // C and Swift do not depend on each other's output, and there are two cores or more.
    async let c = capture { () throws(BuildFailure) in try await compileC(into: folder) }
    async let swift = capture { () throws(BuildFailure) in try await compileSwift(into: folder) }
    let results = await [c, swift]
    for result in results { try result.get() }
  }

  /// As many modules at a time as there are processors: most of a module's time is the optimizer's,
  /// which uses one.
  private func compileSwift(into folder: URL) async throws(BuildFailure) {
    var sources: [String: [String]] = [:]
    var imports: [String: Set<String>] = [:]
    for module in Recipe.swiftModules {
      for folder in module.folders {
        for file in try Files.list(root.appending(path: folder), suffix: ".swift") {
          sources[module.name, default: []].append(folder + "/" + file.lastPathComponent)
          imports[module.name, default: []].formUnion(
            ModuleSchedule.imports(in: try Files.read(file)))
        }
      }
    }
    let names = Recipe.swiftModules.map(\.name)
    let schedule = ModuleSchedule(names, imports: imports)
    let list = sources
    try await withTaskGroup(of: (String, Result<Void, BuildFailure>).self) { group in
      var schedule = schedule
      var begun = 0
      var running = 0
      while true {
        while running < ProcessInfo.processInfo.activeProcessorCount, let name = schedule.next() {
          begun += 1
          running += 1
          progress(Messages.compiling(name, begun, of: names.count))
          group.addTask {
            let outcome = await capture { () throws(BuildFailure) in
              try await compile(name, list[name] ?? [], into: folder)
            }
            return (name, outcome)
          }
        }
        guard let (name, outcome) = await group.next() else { break }
        running -= 1
        if case .failure = outcome {
          group.cancelAll()
          return outcome
        }
        schedule.finish(name)
      }
      precondition(schedule.isDone, "modules import each other in a circle")
      return .success(())
    }.get()
  }

  private func compile(
    _ module: String, _ sources: [String], into folder: URL
  ) async throws(BuildFailure) {
    var arguments = Recipe.swiftFlags(modules: folder.path, root: root.path)
    // Configure is shared with the workbench, which does not need to say what an import is for.
    arguments += module == "Configure" ? ["-Osize"] : Recipe.kernelSwiftFlags
    arguments += [
      "-module-name", module, "-emit-module-path",
      folder.appending(path: module + ".swiftmodule").path, "-num-threads", "2",
    ]
    let objects = folder.appending(path: module)
    try Files.makeFolder(objects)
    for source in sources {
      let name = source.split(separator: "/").last ?? ""
      arguments += [source, "-o", objects.appending(path: name + ".o").path]
    }
    try await run(toolchain.frontend, arguments, what: module)
  }

  private func compileC(into folder: URL) async throws(BuildFailure) {
    try await compileC(Recipe.nucleus, into: folder.appending(path: "nucleus"))
    try await compileC(Recipe.platformCommon, into: folder.appending(path: "common"))
    for target in Target.allCases {
      let part = Recipe.platform(target.rawValue)
      try await compileC(part, into: folder.appending(path: target.rawValue))
    }
  }

  private func compileC(_ part: String, into folder: URL) async throws(BuildFailure) {
    try Files.makeFolder(folder)
    for file in try Files.list(root.appending(path: part), suffix: "") {
      let name = file.lastPathComponent
      guard name.hasSuffix(".c") || name.hasSuffix(".S") else { continue }
      let source = part + "/" + name
      let object = folder.appending(path: name + ".o").path
      try await run(
        toolchain.clang, Recipe.cFlags + Recipe.cFlags(for: source) + [source, "-o", object],
        what: source)
    }
  }

  private func run(_ tool: URL, _ arguments: [String], what: String) async throws(BuildFailure) {
    let output = try await Command(tool, arguments, in: root).run()
    // Whatever the status: Swift's compiler ends with 0 on a full disk.
    if let full = Files.fullDisk(output.text) { throw .environment(full) }
    guard output.status == 0 else {
      throw .internal(Messages.compilerCrashed(what, output.text))
    }
  }
}

/// Runs `body` and keeps its outcome: a typed throw does not pass through `async let`.
func capture<Value: Sendable>(
  _ body: @Sendable () async throws(BuildFailure) -> Value
) async -> Result<Value, BuildFailure> {
  do throws(BuildFailure) {
    return .success(try await body())
  } catch {
    return .failure(error)
  }
}

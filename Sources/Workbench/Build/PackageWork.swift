// Compiles one target of a package. The package is linked into an empty folder under its own name and the
// compiler works there with relative paths, so that the same sources give the same objects on every machine.

import Foundation

struct PackageWork: Sendable {
  let toolchain: Toolchain
  let step: PackagePlan.Step
  /// The compiled targets that this one may import.
  let imports: [URL]
  /// An empty folder; made here, removed by the caller.
  let scratch: URL

  private static let output = "made"

  /// - Returns: the folder that holds the module and its objects.
  func run() async throws(BuildFailure) -> URL {
    let made = scratch.appending(path: PackageWork.output)
    try Files.makeFolder(made)
    try Files.link(
      scratch.appending(path: step.package.identity), to: URL(filePath: step.package.folder))
    switch step.target.language {
    case .swift: try await compileSwift()
    case .c: try await compileC(into: made)
    }
    return made
  }

  private func compileSwift() async throws(BuildFailure) {
    var arguments = Recipe.packageSwiftFlags + imports.flatMap { ["-I", $0.path] }
    arguments += ["-module-name", step.target.module, "-package-name", packageName]
    arguments += step.target.flags
    arguments += [
      "-emit-module-path", PackageWork.output + "/" + step.target.module + ".swiftmodule",
    ]
    for source in step.target.sources { arguments += [path(source), "-o", object(for: source)] }
    try await run(toolchain.frontend, arguments)
  }

  private func compileC(into made: URL) async throws(BuildFailure) {
    let target = step.target
    let headers = target.headers.map { target.folder + "/" + $0 }
    // As the compiler sees them: under the package's name.
    let flags = target.flags.map { flag in
      flag.hasPrefix("-I") ? "-I" + step.package.identity + "/" + flag.dropFirst(2) : flag
    }
    for source in target.sources {
      var arguments = Recipe.packageCFlags + flags + imports.map { "-I" + $0.path }
      arguments += ["-I" + path("")]
      if let headers { arguments.append("-I" + step.package.identity + "/" + headers) }
      try await run(toolchain.clang, arguments + [path(source), "-o", object(for: source)])
    }
    if let headers {
      try publish(URL(filePath: step.package.folder).appending(path: headers), in: made)
    }
  }

  /// Copies the public headers, and writes a module map when the package has none.
  private func publish(_ headers: URL, in made: URL) throws(BuildFailure) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: headers.path)) ?? []
    for name in names {
      try Files.copy(headers.appending(path: name), to: made.appending(path: name))
    }
    guard !names.contains("module.modulemap") else { return }
    let module = step.target.module
    let isOne = names.contains(module + ".h")
    let umbrella = isOne ? "header \"\(module).h\"" : "\".\""
    try Files.write(
      "module \(module) {\n  umbrella \(umbrella)\n  export *\n}\n",
      to: made.appending(path: "module.modulemap"))
  }

  private func run(_ tool: URL, _ arguments: [String]) async throws(BuildFailure) {
    let output = try await Command(tool, arguments, in: scratch).run()
    // Whatever the status: Swift's compiler ends with 0 on a full disk.
    if let full = Files.fullDisk(output.text) { throw .environment(full) }
    guard output.status != 0 else { return }
    throw .source(
      diagnostics: Messages.noEmbedded(
        step.target.name, step.package.title, PackageWork.reason(output.text), for: step.library))
  }

  /// The compiler's first error; of one that died, where it did.
  private static func reason(_ output: String) -> String {
    if let error = Diagnostics(output).items.first(where: \.isError) { return error.text }
    if let crash = CompilerCrash(output) {
      return "\(crash.place): the compiler fails on \(crash.function)"
    }
    return String(output.prefix(2000))
  }

  private func path(_ source: String) -> String {
    [step.package.identity, step.target.folder, source].filter { !$0.isEmpty }.joined(
      separator: "/")
  }

  private func object(for source: String) -> String {
    PackageWork.output + "/" + source.replacing("/", with: "-") + ".o"
  }

  /// What `package` access goes by; an identifier.
  private var packageName: String {
    String(step.package.identity.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}

import Build
import Configure
import Foundation
import Testing

@Suite struct BuilderTests {
  private func diagnostics(_ files: [String: String], _ target: Target = .unix) async throws
    -> String
  {
    try await Project.inFolder(files) { folder in
      do throws(BuildFailure) {
        _ = try await Project.builder.build(folder, target: target)
        return "it built"
      } catch {
        guard case .source(let text) = error else { return "not the learner's fault: \(error)" }
        return text
      }
    }
  }

  @Test(arguments: Target.allCases)
  func makesAnImageSymbolsAndMap(target: Target) async throws {
    try await Project.inFolder(["config.swift": Project.config, "unikernel.swift": Project.hello]) {
      let image = try await Project.builder.build($0, target: target)
      #expect(image.unikernel.name == "hello")
      #expect(image.loadedSize > 10_000 && image.loadedSize < image.fileSize)
      #expect(FileManager.default.fileExists(atPath: image.map.path))
      let symbols = try Data(contentsOf: image.symbols)
      #expect(symbols.count > image.fileSize)
      let again = try await Project.builder.build($0, target: target)
      #expect(again.steps.first { $0.name == "compile" }?.cached == true)
      #expect(try Data(contentsOf: again.executable) == Data(contentsOf: image.executable))
    }
  }

  @Test func theSameSourcesGiveTheSameImageInTwoFolders() async throws {
    let files = ["config.swift": Project.config, "unikernel.swift": Project.hello]
    let images = try await [0, 1].asyncMap { _ in
      try await Project.inFolder(files) { folder in
        try Data(contentsOf: await Project.builder.build(folder, target: .virtio).executable)
      }
    }
    #expect(images[0] == images[1])
  }

  @Test func aCompileErrorNamesTheLearnersLineAndNothingOfOurs() async throws {
    let broken = Project.hello.replacing("console.print", with: "konsole.print")
    let text = try await diagnostics(["config.swift": Project.config, "unikernel.swift": broken])
    #expect(text.hasPrefix("unikernel.swift:5:5: error: cannot find 'konsole' in scope"))
    #expect(!text.contains(".mirador"))
    #expect(!text.contains(Project.root.path))
  }

  @Test func aMissingStartIsSaidInTheLearnersWords() async throws {
    let other = Project.hello.replacing("console: any Console, ", with: "")
      .replacing("console.print", with: "print")
    let text = try await diagnostics(["config.swift": Project.config, "unikernel.swift": other])
    #expect(text.contains("static func start(console: any Console, name: String) async"))
    #expect(!text.contains("main.swift"))
  }

  @Test func aConfigWithoutAUnikernelIsSaid() async throws {
    let text = try await diagnostics([
      "config.swift": "import Configure\n", "unikernel.swift": Project.hello,
    ])
    #expect(text.contains("it must declare `let unikernel = Unikernel(…)`"))
  }

  @Test func aBrokenConfigNamesItsLine() async throws {
    let text = try await diagnostics([
      "config.swift": Project.config.replacing(".name", with: ".nome"),
      "unikernel.swift": Project.hello,
    ])
    #expect(text.hasPrefix("config.swift:4:"))
  }

  @Test func aConfigIsEvaluatedInASandboxWithALimit() async throws {
    let endless = """
      import Configure

      func forever() -> String {
        var n = 0
        while n >= 0 { n = (n + 1) % 1000 }
        return "a"
      }
      let unikernel = Unikernel(forever(), start: "Hello", targets: [.unix])
      """
    let text = try await diagnostics([
      "config.swift": endless, "unikernel.swift": Project.hello,
    ])
    #expect(text.contains("did not end within two seconds"))
  }

  @Test func aTargetThatWasNotDeclaredIsRefused() async throws {
    let unixOnly = Project.config.replacing(", .virtio", with: "")
    let text = try await diagnostics(
      ["config.swift": unixOnly, "unikernel.swift": Project.hello], .virtio)
    #expect(text.contains("target virtio is not among its targets (unix)"))
  }

  @Test func sourcesThatAreNoTextAreRefusedWithTheLine() async throws {
    try await Project.inFolder(["config.swift": Project.config]) { folder in
      var bytes = Data("import Kernel\n// ".utf8)
      bytes.append(contentsOf: [0xff, 0xfe, 0x0a])
      try bytes.write(to: folder.appending(path: "unikernel.swift"))
      _ = await #expect {
        _ = try await Project.builder.build(folder, target: .unix)
      } throws: { error in
        guard case BuildFailure.source(let text) = error else { return false }
        return text.hasPrefix("unikernel.swift:2: error: this line is not UTF-8")
      }
    }
  }

  @Test func hugeSourcesAreRefused() async throws {
    let huge = Project.hello + String(repeating: "// padding\n", count: 100_000)
    let text = try await diagnostics(["config.swift": Project.config, "unikernel.swift": huge])
    #expect(text.contains("a source file may have 1048576"))
  }

  @Test func aMissingFileIsNamed() async throws {
    #expect(try await diagnostics(["config.swift": Project.config]).contains("no unikernel.swift"))
    #expect(try await diagnostics([:]).contains("no config.swift"))
  }

  @Test func anOutputInAMissingFolderIsSaidBeforeLinking() async throws {
    try await Project.inFolder(["config.swift": Project.config, "unikernel.swift": Project.hello]) {
      folder in
      _ = await #expect {
        _ = try await Project.builder.build(
          folder, target: .unix, output: folder.appending(path: "nowhere/image"))
      } throws: { error in
        guard case BuildFailure.environment(let text) = error else { return false }
        return text.contains("nowhere cannot be written: No such file or directory")
      }
    }
  }

  @Test func withoutACompilerTheMessageSaysWhatToInstall() async throws {
    let builder = Builder(root: Project.root, cache: Project.cache, path: "/nonexistent") { _ in }
    try await Project.inFolder(["config.swift": Project.config, "unikernel.swift": Project.hello]) {
      folder in
      _ = await #expect {
        _ = try await builder.build(folder, target: .unix)
      } throws: { error in
        guard case BuildFailure.environment(let text) = error else { return false }
        return text.contains("swiftc was not found on PATH")
      }
    }
  }
}

extension Sequence {
  func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try await transform(element)) }
    return values
  }
}

import Foundation
import Processes
import Testing

/// `mirador map` as a shell sees it.
@Suite struct MapCommandTests {
  private func environment(_ extra: [String: String] = [:]) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["MIRADOR_COMMAND"] = nil
    environment["MIRADOR_ROOT"] = Images.root.path
    environment["LC_ALL"] = "C.UTF-8"
    for name in ["COLUMNS", "LINES"] { environment[name] = nil }
    environment.merge(extra) { $1 }
    return environment
  }

  private func run(_ arguments: [String], _ extra: [String: String] = [:]) async throws
    -> Tool.Answer
  {
    try await Tool(
      Images.executable.path, ["map"] + arguments, environment: environment(extra),
      budget: .seconds(60)
    ).run()
  }

  private func directory() async throws -> String { try await Images.directory().path }

  @Test func aDirectoryStandsForItsNewestImage() async throws {
    let directory = try await directory()
    for target in ["virtio", "unix"] {
      let image = directory + "/.mirador/\(target)/hello"
      try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: image)
      let answer = try await run([directory])
      #expect(answer.status == 0, "\(answer.errors)")
      #expect(answer.output.hasPrefix("hello (\(target)): "))
      #expect(answer.output.contains("Swift standard library\n"))
      #expect(answer.output.split(separator: "\n").last?.hasPrefix("Next:  ./mirador map ") == true)
    }
  }

  /// Of processor time, which does not count what others on the machine do.
  @Test func takesLessThanASecond() async throws {
    let directory = try await directory()
    let answer = try await Tool(
      "/bin/bash",
      [
        "-c", "TIMEFORMAT='%U %S'; time \"$@\" > /dev/null", "bash", Images.executable.path, "map",
        directory, "-t", "virtio",
      ], environment: environment(), budget: .seconds(60)
    ).run()
    let seconds = answer.errors.split(separator: "\n").last?.split(separator: " ") ?? []
    let times = seconds.compactMap { Double($0) }
    #expect(answer.status == 0 && times.count == 2, "\(answer.errors)")
    #expect(times.reduce(0, +) < 1)
  }

  @Test func aTreemapFitsTheTerminalItIsToldOf() async throws {
    let directory = try await directory()
    for (columns, rows) in [(80, 24), (60, 15), (120, 40)] {
      let answer = try await run(
        [directory, "--treemap"], ["COLUMNS": "\(columns)", "LINES": "\(rows)"])
      let lines = answer.output.split(separator: "\n", omittingEmptySubsequences: false)
      let picture = lines.filter { $0.first == "┃" || $0.first == "┏" || $0.first == "┠" }
      #expect(picture.count >= rows / 2)
      #expect(picture.allSatisfy { $0.count == columns })
      // What is printed and the prompt: nothing scrolls away.
      let taken = lines.reduce(0) { $0 + max(1, ($1.count + columns - 1) / columns) }
      #expect(taken <= rows, "\(columns)x\(rows)")
    }
  }

  @Test func withoutUTF8OnlyASCIIIsPrinted() async throws {
    for form in ["--treemap", "--table"] {
      let answer = try await run([try await directory(), form], ["LC_ALL": "C"])
      #expect(answer.status == 0)
      #expect(answer.output.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test func writesWhereItIsTold() async throws {
    try await Images.inFolder { folder in
      let file = folder.appending(path: "hello.svg")
      let answer = try await run([try await directory(), "--svg", "-o", file.path])
      #expect(answer.status == 0)
      #expect(answer.output == "Next:  open \(file.path) in a browser\n")
      #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("<?xml"))
      let refused = try await run(
        [try await directory(), "--json", "-o", folder.path + "/none/file"])
      #expect(refused.status == 5)
      #expect(refused.errors.contains("-o"))
    }
  }

  @Test func besideAProgramItSaysHowManyTimes() async throws {
    let answer = try await run([try await directory(), "--against", "/bin/ls"])
    #expect(answer.status == 0)
    #expect(answer.output.contains("\nls "))
    #expect(answer.output.contains("dynamic loader"))
  }

  @Test(arguments: [
    (["/nonexistent"], "There is no \"/nonexistent\""),
    (["/bin/true"], "true.symbols is not beside"),
    (["/etc/passwd"], "no ELF file"),
    (["/etc"], "Build it first: ./mirador build /etc"),
    (["IMAGE", "--group", "Nonsense"], "Its groups are: "),
    (["IMAGE", "--depth", "4"], "--depth must be"),
    (["IMAGE", "--top", "0"], "--top must be"),
    (["IMAGE", "--svg", "--json"], "Give one of"),
    (["IMAGE", "--svg", "--group", "Time"], "--group is about"),
    (["IMAGE", "--json", "--depth", "2"], "--depth and --top are about"),
    (["IMAGE", "--symbols", "x"], "add --against"),
    (["IMAGE", "--against", "/etc/passwd"], "no ELF file and no bzImage"),
    (["IMAGE", "-t", "toaster"], "toaster"),
  ])
  func misuseEndsWithTwoAndTheNextStep(arguments: [String], words: String) async throws {
    let directory = try await directory()
    let answer = try await run(arguments.map { $0 == "IMAGE" ? directory : $0 })
    #expect(answer.status == 2)
    #expect(answer.errors.contains(words), "\(answer.errors)")
    #expect(answer.output.isEmpty)
  }

  @Test func helpHasAnExample() async throws {
    let answer = try await run(["--help"])
    #expect(answer.status == 0)
    #expect(answer.output.contains("./mirador map workspace/02-hello-four-times"))
  }
}

import Foundation
import Processes
import Testing

/// What the tool's documented exit statuses mean, seen from a shell.
@Suite(.serialized) struct ExitStatusTests {
  private let first = "01-nothing-at-all"
  private let second = "02-hello-four-times"

  private func withTool<Value>(_ body: (ToolRun) async throws -> Value) async throws -> Value {
    let tool = try ToolRun()
    defer { tool.remove() }
    return try await body(tool)
  }

  @Test(arguments: ["unix", "virtio"])
  func aSolutionPassesWithZero(target: String) async throws {
    try await withTool { tool in
      try await tool.place(first, "solution.patch")
      let answer = try await tool("check", "1", "--target", target, "--format", "json")
      #expect(answer.status == 0, "\(answer.errors)")
      let json = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
      let verdicts = try #require(json as? [[String: Any]])
      #expect(verdicts.map { $0["status"] as? String } == ["pass"])
      #expect(verdicts.map { $0["target"] as? String } == [target])
      #expect((verdicts[0]["checks"] as? [Any])?.isEmpty == false)
    }
  }

  @Test func aFirstCheckCopiesTheStarterWhichFailsWithOne() async throws {
    try await withTool { tool in
      let answer = try await tool("check", "1", "--target", "unix")
      #expect(answer.status == 1)
      #expect(answer.output.contains("FAIL"))
      #expect(answer.output.contains("./mirador hint 1"))
      #expect(try tool.read("\(first)/unikernel.swift").contains("enum Nothing"))
    }
  }

  @Test(arguments: [
    (["check", "99"], "There is no lesson \"99\""),
    (["check", "nothng"], "Did you mean 01-nothing-at-all?"),
    (["check", "1", "--targt", "unix"], "Did you mean '--target'?"),
    (["chekc", "1"], "Try: ./mirador check"),
    (["run", "/nonexistent", "-t", "unix"], "There is no \"/nonexistent\""),
    (["run", "x", "-t", "toaster"], "toaster"),
  ])
  func misuseEndsWithTwoAndASuggestion(arguments: [String], words: String) async throws {
    try await withTool { tool in
      let answer = try await Tool(
        ToolRun.executable.path, arguments, environment: tool.environment
      ).run()
      #expect(answer.status == 2)
      #expect(answer.errors.contains(words))
      #expect(answer.output.isEmpty)
    }
  }

  @Test func aCompileErrorEndsWithThreeAndTheLearnersLine() async throws {
    try await withTool { tool in
      try await tool.place(first, "solution.patch")
      let broken = try tool.read("\(first)/unikernel.swift").replacing("async {", with: "async { x")
      try tool.write(broken, "\(first)/unikernel.swift")
      let answer = try await tool("check", "1", "--target", "unix")
      #expect(answer.status == 3)
      #expect(answer.output.contains("unikernel.swift:5:"))
      #expect(!answer.output.contains(".mirador"))
      #expect(try tool.read("\(first)/unikernel.swift") == broken)
    }
  }

  @Test func aWorkspaceThatCannotBeMadeEndsWithFive() async throws {
    try await withTool { tool in
      try tool.write("not a folder", "file")
      var environment = tool.environment
      environment["MIRADOR_WORKSPACE"] = tool.workspace.appending(path: "file/below").path
      let answer = try await Tool(
        ToolRun.executable.path, ["check", "1"], environment: environment
      ).run()
      #expect(answer.status == 5)
      #expect(answer.errors.contains("MIRADOR_WORKSPACE"))
      #expect(try tool.read("file") == "not a folder")
    }
  }

  @Test func aFullDiskEndsWithFiveAndLosesNothing() async throws {
    try await withTool { tool in
      let mounted = try await Tool(
        "/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", tool.workspace.path]
      ).run()
      guard mounted.status == 0 else {
        try Test.cancel("no right to mount a file system here: run as root to have this tested")
      }
      try await tool.place(first, "solution.patch")
      let mine = try tool.read("\(first)/unikernel.swift")
      try? Data(count: 1 << 20).write(to: tool.workspace.appending(path: "ballast"))
      let answer = try await tool("check", "1", "--target", "unix")
      let kept = try? tool.read("\(first)/unikernel.swift")
      _ = try await Tool("/bin/umount", [tool.workspace.path]).run()
      #expect(answer.status == 5, "\(answer.output) \(answer.errors)")
      #expect((answer.output + answer.errors).contains("No space left on device"))
      #expect(kept == mine)
    }
  }

  @Test(arguments: ["unix", "virtio"])
  func aUnikernelThatNeverEndsIsATimeOut(target: String) async throws {
    try await withTool { tool in
      try await tool.place(first, "mutants/never-ends.patch")
      let answer = try await tool("check", "1", "--target", target)
      #expect(answer.status == 6)
    }
  }

  @Test(arguments: ["unix", "virtio"])
  func aTrapIsShownWithTheLearnersLine(target: String) async throws {
    try await withTool { tool in
      try await tool.place(first, "solution.patch")
      try tool.write(
        """
        import Kernel

        enum Nothing {
          static func start() async {
            UnsafeMutablePointer<Int>(bitPattern: 8)!.pointee = 1
          }
        }
        """, "\(first)/unikernel.swift")
      let answer = try await tool("check", "1", "--target", target)
      #expect(answer.status == 1)
      #expect(answer.output.contains("TRAP page fault: write to 0x0000000000000008"))
      #expect(answer.output.contains("unikernel.swift:5"))
    }
  }

  @Test func runEndsWithTheUnikernelsOwnStatus() async throws {
    try await withTool { tool in
      try await tool.place(first, "mutants/exits-3.patch")
      for target in ["unix", "virtio"] {
        let work = tool.workspace.appending(path: first).path
        let answer = try await tool("run", work, "-t", target)
        #expect(answer.status == 3)
      }
    }
  }

  @Test func runPassesArgumentsAndTheConsoleOn() async throws {
    try await withTool { tool in
      try await tool.place(second, "mutants/at-once.patch")
      for target in ["unix", "virtio"] {
        let work = tool.workspace.appending(path: second).path
        let answer = try await tool("run", work, "-t", target, "--", "--name=Grüße an \"alle\"")
        #expect(answer.status == 0)
        #expect(answer.output.contains("Hello, Grüße an \"alle\"!"))
      }
    }
  }

  @Test(arguments: ["unix", "virtio"])
  func anInterruptEndsEverythingWith130(target: String) async throws {
    try await withTool { tool in
      try await tool.place(second, "mutants/never-ends.patch")
      let work = tool.workspace.appending(path: second).path
      // Built beforehand, so that the interrupt meets the boot.
      #expect(try await tool("build", work, "-t", target).status == 0)
      let log = tool.workspace.appending(path: "log").path
      let run = "\(ToolRun.executable.path) run \(work) -t \(target) > \(log) 2>&1 & child=$!"
      let greeted = "until grep -qs Hello \(log); do sleep 0.1; done"
      let end = "kill -INT $child; wait $child; status=$?; cat \(log); echo status $status"
      let answer = try await Tool(
        "/bin/sh", ["-c", "\(run); \(greeted); \(end)"],
        environment: tool.environment, budget: .seconds(120)
      ).run()
      #expect(answer.output.contains("Hello, "))
      #expect(answer.output.hasSuffix("status 130\n"))
    }
  }

  @Test func resetKeepsTheOldWork() async throws {
    try await withTool { tool in
      try await tool.place(first, "solution.patch")
      let mine = try tool.read("\(first)/unikernel.swift")
      let answer = try await tool("reset", "1")
      #expect(answer.status == 0)
      #expect(try tool.read("\(first)/unikernel.swift") != mine)
      let backups = tool.workspace.appending(path: ".backups")
      let names = try FileManager.default.contentsOfDirectory(atPath: backups.path)
      #expect(names.count == 1)
      #expect(try tool.read(".backups/\(names[0])/unikernel.swift") == mine)
    }
  }

  @Test func everyCommandHasHelpWithAnExample() async throws {
    try await withTool { tool in
      for command in [
        "learn", "list", "check", "hint", "reset", "build", "run", "doctor", "bench", "test",
      ] {
        let answer = try await tool(command, "--help")
        #expect(answer.status == 0)
        #expect(answer.output.contains("mirador \(command)"), "\(command)")
        #expect(answer.output.contains("xample"), "\(command)")
      }
    }
  }
}

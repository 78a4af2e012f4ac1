import Deploy
import Foundation
import Testing

/// The unit: its text, and what systemd's own checker says.
@Suite struct SystemdTests {
  private static func command(_ options: Deployment.Options) throws -> String {
    let unit = try Sample.deployment("unix", options: options).systemd
    let line = try #require(unit.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
    return String(line.dropFirst("ExecStart=".count))
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("a b", #""a b""#), ("100%h", #""100%%h""#), ("$HOME", #""$HOME""#),
    ("say \"hi\"", #""say \"hi\"""#), ("back\\slash", #""back\\slash""#), ("", #""""#),
    ("new\nline\u{7f}", #""new\x0aline\x7f""#), ("é🙂", #""é🙂""#),
    ("\"\u{301}", "\"\\\"\u{301}\""),
  ])
  func argumentsAreQuotedBySystemdsRules(argument: String, expected: String) throws {
    let command = try Self.command(.init(memory: 4, arguments: [argument]))
    #expect(
      command.utf8.elementsEqual(#":"/srv/images/hello" "--memory=4" \#(expected)"#.utf8))
  }

  @Test func theSandboxIsWhatTheProcessNeeds() throws {
    let unit = try Sample.deployment("unix").systemd
    for line in [
      "DynamicUser=yes", "TemporaryFileSystem=/:ro", #"BindReadOnlyPaths="/srv/images/hello""#,
      "CapabilityBoundingSet=", "PrivateNetwork=yes", "MemoryDenyWriteExecute=yes",
      "RestrictAddressFamilies=none", "SystemCallArchitectures=native", "ProtectSystem=strict",
      "Restart=on-failure", "RestartPreventExitStatus=64",
    ] {
      #expect(unit.contains("\n" + line + "\n"), "\(line)")
    }
  }

  /// Every call of a boot, by strace, is on the unit's list: a list that lacks one kills the service.
  @Test(.enabled(if: Sample.has("strace"))) func everyCallOfABootIsAllowed() async throws {
    let image = try await Images.build(.unix)
    try await Sample.inFolder { folder in
      let trace = folder.appending(path: "trace")
      let arguments = ["-f", "-o", trace.path, image.executable.path, "7", "word"]
      let answer = try await Sample.run("strace", arguments)
      #expect(answer.status == 7)
      #expect(answer.output == Images.console(["word"]))
      let calls = try String(contentsOf: trace, encoding: .utf8)
        .matches(of: /(?m)^\d+ +([a-z0-9_]+)\(/).map { String($0.1) }
      let unit = try Sample.deployment("unix").systemd
      let line = try #require(unit.split(separator: "\n").first { $0.hasPrefix("SystemCallF") })
      let allowed = Set(line.split(separator: "=")[1].split(separator: " ").map(String.init))
      #expect(calls.count > 10)
      #expect(Set(calls).subtracting(allowed).isEmpty)
    }
  }

  @Test(.enabled(if: Sample.has("systemd-analyze")), arguments: [[], Sample.hostile])
  func systemdTakesIt(arguments: [String]) async throws {
    try await Sample.inFolder { folder in
      // The checker looks for the program.
      let image = folder.appending(path: "it is 100% here").path
      try FileManager.default.copyItem(atPath: "/bin/true", toPath: image)
      let file = folder.appending(path: "hello.service")
      let deployment = try Sample.deployment(
        "unix", name: "he%llo\n\\", image: image, options: .init(arguments: arguments))
      try Sample.write(try deployment.systemd, file)
      let answer = try await Sample.run("systemd-analyze", ["verify", file.path])
      // It warns of the host's own units too.
      let complaints = answer.errors.split(separator: "\n").filter { $0.contains("hello.service") }
      #expect(complaints.isEmpty, "\(complaints)")
    }
  }

  @Test(.enabled(if: Sample.has("systemd-analyze"))) func exposureIsLow() async throws {
    try await Sample.inFolder { folder in
      let file = folder.appending(path: "hello.service")
      try Sample.write(try Sample.deployment("unix", image: "/bin/true").systemd, file)
      // Status 1 when the exposure, times ten, is above the threshold.
      let answer = try await Sample.run(
        "systemd-analyze", ["security", "--offline=true", "--threshold=5", "--no-pager", file.path])
      #expect(answer.status == 0, "\(answer.output.suffix(200))")
    }
  }

  @Test(arguments: ["/srv/it's/x", "/srv/a\"b", "/srv/a\\b", "/srv/a\nb"])
  func aProgramThatSystemdRefusesIsRefused(path: String) throws {
    let deployment = try Sample.deployment("unix", image: path)
    #expect(throws: DeployFailure.self) { try deployment.systemd }
  }
}

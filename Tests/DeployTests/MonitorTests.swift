import Deploy
import Foundation
import Machines
import Testing

/// Firecracker and Cloud Hypervisor: the shape of what they get. Neither program is run.
@Suite struct MonitorTests {
  @Test func firecrackersConfigurationIsThis() throws {
    let text = try Sample.deployment(options: .init(memory: 64, arguments: ["--hello=Ada"]))
      .firecracker
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let boot = try #require(json["boot-source"] as? [String: String])
    #expect(boot == ["kernel_image_path": "/srv/images/hello", "boot_args": "--hello=Ada"])
    let machine = try #require(json["machine-config"] as? [String: Int])
    #expect(machine == ["vcpu_count": 1, "mem_size_mib": 64])
    #expect((json["drives"] as? [Any])?.isEmpty == true)
  }

  /// Without arguments of ours Firecracker gives a kernel Linux's.
  @Test func firecrackersArgumentsAreAlwaysThere() throws {
    #expect(try Sample.deployment().firecracker.contains(#""boot_args" : """#))
  }

  @Test func firecrackersArgumentsComeBack() throws {
    let text = try Sample.deployment(options: .init(arguments: Sample.hostile)).firecracker
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let line = try #require((json?["boot-source"] as? [String: String])?["boot_args"])
    #expect(BootArguments.split(line.utf8) == Sample.hostile.map { Array($0.utf8) })
  }

  /// Run with a stand-in that prints its arguments, NUL between them.
  private static func cloudHypervisor(_ arguments: [String]) async throws -> [String] {
    var words: [String] = []
    try await Sample.inFolder { folder in
      try await Sample.writeProgram(
        "#!/bin/sh\nprintf '%s\\0' \"$@\"\n", folder.appending(path: "cloud-hypervisor"))
      let script = folder.appending(path: "run.sh")
      try Sample.write(
        try Sample.deployment(options: .init(arguments: arguments)).cloudHypervisor, script)
      let answer = try await Sample.run(
        "sh", [script.path],
        environment: ["PATH": folder.path + ":/usr/bin:/bin", "STATUS": "/tmp/a b"])
      try #require(answer.status == 0, "\(answer.errors)")
      words = answer.output.split(separator: "\0", omittingEmptySubsequences: false)
        .dropLast().map(String.init)
    }
    return words
  }

  @Test func cloudHypervisorsCommandIsThis() async throws {
    #expect(
      try await Self.cloudHypervisor([]) == [
        "--kernel", "/srv/images/hello", "--cpus", "boot=1", "--memory", "size=32M", "--serial",
        "tty", "--console", "off", "--debug-console", "file=/tmp/a b,iobase=0xe9",
      ])
  }

  @Test func argumentsThatLookLikeOptionsAreAValue() async throws {
    let words = try await Self.cloudHypervisor(["--hello=Ada"])
    try #require(words.count > 3)
    #expect(words[2...3] == ["--cmdline", " --hello=Ada"])
  }

  @Test func cloudHypervisorsArgumentsSurviveTheShell() async throws {
    let words = try await Self.cloudHypervisor(Sample.hostile)
    try #require(words.count > 3)
    #expect(words[2] == "--cmdline")
    #expect(BootArguments.split(words[3].utf8) == Sample.hostile.map { Array($0.utf8) })
  }
}

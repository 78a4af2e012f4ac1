import Build
import Deploy
import Foundation
import Machines
import Testing

/// The shell script, run by a shell: with a stand-in for QEMU that shows its arguments, then with QEMU.
@Suite struct QemuScriptTests {
  @Test func isThis() throws {
    let script = try Sample.deployment(
      image: "/srv/it's here/hello", options: .init(memory: 64, arguments: ["--hello=Ada"])
    ).qemu
    #expect(script.hasPrefix("#!/bin/sh\n# Boots the unikernel hello under QEMU"))
    #expect(
      script.contains(
        "    -kernel '/srv/it'\\''s here/hello' \\\n    -append \\\n    --hello=Ada\n"))
    #expect(script.contains("    -m 64M \\\n"))
    #expect(script.contains("    -chardev file,id=status,path=/dev/fd/3 \\\n"))
    #expect(!script.contains("monitor"))
  }

  /// A program named like QEMU, first on PATH, that tells its last argument and ends as it is told.
  private static func scripted(
    _ options: Deployment.Options, status: String, code: Int
  ) async throws -> (output: String, errors: String, status: Int) {
    var result = ("", "", -1)
    try await Sample.inFolder { folder in
      let qemu = """
        #!/bin/sh
        for last; do :; done
        printf '%s' "$last"
        printf '\(status)' >/dev/fd/3
        exit \(code)
        """
      try await Sample.writeProgram(qemu, folder.appending(path: "qemu-system-x86_64"))
      let script = folder.appending(path: "hello.sh")
      try Sample.write(try Sample.deployment(options: options).qemu, script)
      let answer = try await Sample.run(
        "sh", [script.path], environment: ["PATH": folder.path + ":/usr/bin:/bin"])
      result = (answer.output, answer.errors, answer.status)
    }
    return result
  }

  @Test(arguments: [
    ("exit 0\\n", 1, 0), ("exit 7\\n", 1, 7), ("exit 255\\n", 1, 255),
    ("", 1, 125), ("exit \\n", 1, 125), ("exit 7", 0, 125), ("exit x\\n", 1, 125),
    ("exit 7\\nexit 8\\n", 1, 125), ("exit 1000\\n", 1, 125), ("exit 0\\n", 127, 125),
    ("noise exit 0\\n", 1, 125),
  ])
  func endsAsTheUnikernel(told: String, code: Int, expected: Int) async throws {
    let result = try await Self.scripted(.init(), status: told, code: code)
    #expect(result.status == expected)
    #expect(result.errors.contains("without telling an exit status") == (expected == 125))
  }

  @Test(arguments: Sample.hostile) func argumentsSurviveTheShell(argument: String) async throws {
    let result = try await Self.scripted(
      .init(arguments: ["first", argument]), status: "exit 0\\n", code: 1)
    // What QEMU is to get is what the guest's splitter reads back.
    let words = BootArguments.split(result.output.utf8).map { String(decoding: $0, as: UTF8.self) }
    #expect(
      words.map { Array($0.utf8) } == [Array("first".utf8), Array(argument.utf8)],
      "\(result.status): \(result.errors)")
  }

  @Test func aRealMachineEndsWithItsStatus() async throws {
    let image = try await Images.build(.virtio)
    try await Sample.inFolder { folder in
      let deployment = try Sample.deployment(
        image: image.executable.path,
        options: .init(arguments: Images.arguments(7, Sample.hostile), accelerator: .tcg))
      let script = folder.appending(path: "run.sh")
      try Sample.write(try deployment.qemu, script)
      let answer = try await Sample.run("sh", [script.path])
      #expect(answer.status == 7, "\(answer.errors)")
      #expect(answer.output.utf8.elementsEqual(Images.console(Sample.hostile).utf8))
    }
  }
}

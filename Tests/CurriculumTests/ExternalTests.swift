import Foundation
import Testing

@testable import Curriculum

@Suite("Tools of the host")
struct ExternalTests {
  @Test("Input, output, errors and status are passed on")
  func runs() throws {
    let result = try External.run("sh", ["-c", "cat; echo oops >&2; exit 3"], input: "hello")
    #expect(result.output == "hello")
    #expect(result.errors == "oops\n")
    #expect(result.status == 3)
  }

  @Test("Output larger than a pipe's buffer does not block")
  func large() throws {
    let result = try External.run("sh", ["-c", "head -c 1000000 /dev/zero | tr '\\0' x"])
    #expect(result.output.utf8.count == 1_000_000)
  }

  @Test("A tool that is missing is named, with its package")
  func missing() throws {
    let fault = try #require(throws: EnvironmentFault.self) {
      try External.run("no-such-tool-here", [])
    }
    #expect(fault.message.contains("apt-get install no-such-tool-here"))
  }

  @Test("A tool that is killed has a status above 128")
  func killed() throws {
    #expect(try External.run("sh", ["-c", "kill -9 $$"]).status == 137)
  }
}

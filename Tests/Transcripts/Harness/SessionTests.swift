import Foundation
import Testing

/// The harness fails what is wrong, and only that.
@Suite struct SessionTests {
  private func verdict(
    _ text: String, budget: Duration = .seconds(60)
  ) async throws -> Verdict {
    let transcript = try Transcript(parsing: text)
    let session = try Session()
    defer { session.remove() }
    let answers = try await session.run(transcript.commands, budget: budget)
    return Verdict(transcript, answers, places: session.places)
  }

  @Test func whatIsRightPasses() async throws {
    let verdict = try await verdict(
      """
      One shell for the file: directories, variables and files last; both streams are one.

        $ mkdir sub && cd sub
        $ word='a b'
        $ cat > file << 'END'
        > $word
        > END
        $ echo "$word"; cat file; echo err >&2; pwd; (exit 3)
        a b
        $word
        err
        {here}/sub
        [3]
        $ printf open
        open (no-eol)
        $ cat
        $ mirador nonsense
        mirador: There is no lesson "nonsense". See them with: ./mirador list
        [2]
      """)
    #expect(verdict.mismatches.map(\.description) == [])
  }

  @Test(arguments: [
    ("  $ echo a\n  b\n", "$ echo a\n- b\n+ a"),
    ("  $ echo a\n", "$ echo a\n+ a"),
    ("  $ :\n  a\n", "$ :\n- a"),
    ("  $ echo a; (exit 2)\n  a\n", "$ echo a; (exit 2)\n  a\n- [0]\n+ [2]"),
    ("  $ :\n  [1]\n", "$ :\n- [1]\n+ [0]"),
    ("  $ printf a\n  a\n", "$ printf a\n- a\n+ a (no-eol)"),
    ("  $ echo a\n  a (no-eol)\n", "$ echo a\n- a (no-eol)\n+ a"),
    ("  $ printf 'a\\n\\n'\n  a\n", "$ printf 'a\\n\\n'\n  a\n+ "),
  ])
  func whatIsWrongFailsWithADifference(text: String, description: String) async throws {
    let verdict = try await verdict(text)
    #expect(verdict.mismatches.map(\.description) == [description])
    // What an update would write holds.
    let again = try await self.verdict(verdict.updated.text)
    #expect(again.mismatches.isEmpty)
  }

  @Test func aMissingCommandFails() async throws {
    let verdict = try await verdict("  $ mirrador\n")
    #expect(verdict.mismatches.count == 1)
    #expect(verdict.mismatches[0].description.contains("not found"))
  }

  @Test func everyMismatchNamesItsLine() async throws {
    let verdict = try await verdict("Prose.\n\n  $ echo a\n  b\n  $ echo c\n  c\n  $ false\n")
    #expect(verdict.mismatches.map(\.command.line) == [3, 7])
  }

  @Test func anUpdateKeepsPlacesAndProse() async throws {
    let text = "Prose.\n\n  $ echo 0.12 s; echo b; pwd\n  {time}\n  c\n\nMore.\n"
    let updated = try await verdict(text).updated.text
    #expect(updated == "Prose.\n\n  $ echo 0.12 s; echo b; pwd\n  {time}\n  b\n  {here}\n\nMore.\n")
  }

  @Test(arguments: [
    ("  $ :\n  $ exit 4\n  $ :\n", 2, "the shell ended with status 4"),
    ("  $ :\n  $ echo 'open\n  $ :\n", 2, "the shell ended with status 2"),
    ("  $ :\n  $ kill -KILL $$\n", 2, "the shell ended with status 137"),
    ("  $ head -c 6000000 /dev/zero\n", 1, "more than 4 MiB"),
  ])
  func aShellThatEndsFailsTheCommandThatEndedIt(
    text: String, line: Int, words: String
  ) async throws {
    let fault = await #expect(throws: Session.Fault.self) { try await verdict(text) }
    #expect(fault?.command.line == line)
    #expect(fault?.reason.contains(words) == true, "\(fault?.reason ?? "")")
  }

  @Test func aCommandThatDoesNotEndIsKilledWithItsChildren() async throws {
    let flag = FileManager.default.temporaryDirectory.appending(path: "left-\(UUID().uuidString)")
    let text = "  $ (sleep 4; touch \(flag.path)) & sleep 600\n"
    let fault = await #expect(throws: Session.Fault.self) {
      try await verdict(text, budget: .seconds(1))
    }
    #expect(fault?.reason.contains("took longer") == true)
    try await Task.sleep(for: .seconds(5))
    #expect(!FileManager.default.fileExists(atPath: flag.path))
  }

  @Test func nothingIsLeftAfterARun() async throws {
    let session = try Session()
    let command = Transcript.Command(line: 1, words: ["pwd; touch file"])
    let answer = try await session.run([command], budget: .seconds(60))
    let here = try #require(answer.first?.lines.first?.text)
    #expect(FileManager.default.fileExists(atPath: here + "/file"))
    session.remove()
    #expect(!FileManager.default.fileExists(atPath: here))
  }

  @Test func newFilesAreFoundByListing() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["b.t", "a.t", "README.md"] {
      try Data().write(to: folder.appending(path: name))
    }
    #expect(Installation.names(in: folder) == ["a.t", "b.t"])
  }
}

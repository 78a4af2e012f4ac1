// Every *.t file beside this folder, found by listing: a new file is run at once.
//
//     MIRADOR_UPDATE_TRANSCRIPTS=1 swift test --filter TranscriptTests
//
// writes what was seen into the files instead; `git diff` then shows what to decide on.

import Foundation
import Testing

@Suite struct TranscriptTests {
  /// Two at a time: each builds and boots.
  private static let gate = Gate(width: 2)
  /// For one file; a busy host takes its time.
  private static let budget = Duration.seconds(300)

  private static var isUpdate: Bool {
    ProcessInfo.processInfo.environment["MIRADOR_UPDATE_TRANSCRIPTS"] == "1"
  }

  @Test func thereAreTranscripts() {
    #expect(!Installation.files.isEmpty)
  }

  @Test(arguments: Installation.files)
  func theToolDoesWhatTheTranscriptSays(file: String) async throws {
    try await Installation.warm()
    try await TranscriptTests.gate.pass { try await TranscriptTests.check(file) }
  }

  private static func check(_ file: String) async throws {
    let url = Installation.transcripts.appending(path: file)
    let session = try Session()
    defer { session.remove() }
    do {
      let transcript = try Transcript(parsing: String(contentsOf: url, encoding: .utf8))
      let answers = try await session.run(transcript.commands, budget: budget)
      let verdict = Verdict(transcript, answers, places: session.places)
      guard !isUpdate else {
        if !verdict.mismatches.isEmpty { try Data(verdict.updated.text.utf8).write(to: url) }
        return
      }
      for mismatch in verdict.mismatches {
        fail(file, line: mismatch.command.line, mismatch.description)
      }
    } catch let fault as TranscriptFault {
      fail(file, line: fault.line, fault.reason)
    } catch let fault as Session.Fault {
      fail(file, line: fault.command.line, "$ \(fault.command.text)\n\(fault)")
    }
  }

  private static func fail(_ file: String, line: Int, _ text: String) {
    let place = SourceLocation(
      fileID: "Transcripts/\(file)",
      filePath: Installation.transcripts.appending(path: file).path, line: line, column: 1)
    Issue.record("\(file):\(line):\n\(text)", sourceLocation: place)
  }
}

import Foundation
import Machines
import Testing

@testable import Checks
@testable import Curriculum

@Suite("A verdict's outputs")
struct VerdictTests {
  static let verdict = Verdict(
    tool: "0.1.0",
    lesson: Verdict.LessonReference(id: "01-x", version: 1, sha256: "abc"), learner: "ada",
    target: "virtio", accelerator: "tcg", seed: "00000000000000ff",
    start: Date(timeIntervalSince1970: 1_700_000_000), duration: 1234, status: .fail,
    exitStatus: 1, score: 1, points: 3,
    checks: [
      Verdict.Check(
        id: "build", name: "it builds", status: .pass, score: 1, points: 1, milliseconds: 900,
        expected: "an image", got: "1000 bytes", evidence: [], why: "because", hint: "try"),
      Verdict.Check(
        id: "exit", name: "it ends", status: .fail, score: 0, points: 2, milliseconds: 3,
        expected: "exit status 0", got: "exit status 1",
        evidence: [EvidenceLine(.good, "a"), EvidenceLine(.bad, "b\u{1B}[2J")],
        why: "Zero is good.", hint: "Return."),
    ])

  @Test("The JSON schema is the documented one")
  func json() {
    let expected = """
      [
        {
          "accelerator" : "tcg",
          "checks" : [
            {
              "evidence" : [

              ],
              "expected" : "an image",
              "got" : "1000 bytes",
              "hint" : "try",
              "id" : "build",
              "milliseconds" : 900,
              "name" : "it builds",
              "points" : 1,
              "score" : 1,
              "status" : "pass",
              "why" : "because"
            },
            {
              "evidence" : [
                {
                  "mark" : "good",
                  "text" : "a"
                },
                {
                  "mark" : "bad",
                  "text" : "b\\u001b[2J"
                }
              ],
              "expected" : "exit status 0",
              "got" : "exit status 1",
              "hint" : "Return.",
              "id" : "exit",
              "milliseconds" : 3,
              "name" : "it ends",
              "points" : 2,
              "score" : 0,
              "status" : "fail",
              "why" : "Zero is good."
            }
          ],
          "duration" : 1234,
          "exitStatus" : 1,
          "learner" : "ada",
          "lesson" : {
            "id" : "01-x",
            "sha256" : "abc",
            "version" : 1
          },
          "points" : 3,
          "schema" : 1,
          "score" : 1,
          "seed" : "00000000000000ff",
          "start" : "2023-11-14T22:13:20Z",
          "status" : "fail",
          "target" : "virtio",
          "tool" : "0.1.0"
        }
      ]
      """
    #expect(Verdict.json([VerdictTests.verdict]) == expected)
  }

  @Test("The text tells what was expected, what came, the evidence, why, and what to try")
  func text() {
    let report = Report(Palette(hasColour: false))
    let lines = report.lines(VerdictTests.verdict, title: "1 X")
    #expect(
      lines == [
        "1 X · virtio", "  pass    it builds  1/1", "  FAIL    it ends  0/2",
        "           expected:  exit status 0", "           got:       exit status 1",
        "           evidence:", "               ok      a",
        "               wrong   b\\u{1b}[2J", "           why:       Zero is good.",
        "           try:       Return.", "Not passed: 1 of 3 points in 1.23 s, by tcg",
      ])
  }

  @Test("Colours are for terminals whose users want them")
  func colours() {
    let cases: [(Bool, [String: String], Bool)] = [
      (true, ["TERM": "xterm"], true), (false, ["TERM": "xterm"], false),
      (true, ["TERM": "dumb"], false), (true, [:], false),
      (true, ["TERM": "xterm", "NO_COLOR": "1"], false),
      (true, ["TERM": "xterm", "NO_COLOR": ""], true),
    ]
    for (isTerminal, environment, expected) in cases {
      let palette = Palette(isTerminal: isTerminal, environment: environment)
      #expect(palette.hasColour == expected)
      #expect(palette.good("x").contains("\u{1B}") == expected)
    }
  }

  @Test("A unikernel cannot send control codes to the terminal through evidence")
  func control() {
    #expect(printable("a\tb") == "a  b")
    #expect(printable("\u{1B}]0;x\u{07}") == "\\u{1b}]0;x\\u{7}")
    #expect(printable("\u{202E}abc") == "\\u{202e}abc")
    #expect(printable("grün 猫 👩‍🚀") == "grün 猫 👩‍🚀")
  }

  @Test("Evidence is an excerpt around the first trouble")
  func excerpt() {
    var lines = (0..<100).map { EvidenceLine(.good, "\($0)") }
    lines[50] = EvidenceLine(.bad, "here")
    let excerpt = lines.excerpt(10)
    #expect(excerpt.count == 12)
    #expect(excerpt[0].text == "… 47 lines before")
    #expect(excerpt[4].text == "here")
    #expect(excerpt[11].text == "… 43 lines after")
    #expect(Array(lines.prefix(10)).excerpt(10) == Array(lines.prefix(10)))
  }

  @Test("Text is wrapped at spaces")
  func wrapping() {
    #expect(wrap("one two three", to: 7) == ["one two", "three"])
    #expect(wrap("abcdefghij k", to: 4) == ["abcdefghij", "k"])
    #expect(wrap("", to: 4) == [""])
  }

  @Test("Durations are readable", arguments: [(0, "0.00 s"), (1004, "1.00 s"), (1005, "1.01 s")])
  func durations(_ milliseconds: Int, _ text: String) {
    #expect(Duration.milliseconds(milliseconds).readable == text)
  }
}

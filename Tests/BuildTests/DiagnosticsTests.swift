import Testing

@testable import Build

@Suite struct DiagnosticsTests {
  @Test func cutsTheOutputIntoDiagnosticsWithTheirExcerpts() {
    let diagnostics = Diagnostics(
      """
      unikernel.swift:3:5: error: cannot find 'x' in scope
      1 | import Kernel
      3 |     x
        |     `- error: cannot find 'x' in scope

      .mirador/main.swift:9:1: warning: never used
      9 | y
      """)
    #expect(diagnostics.items.count == 2)
    #expect(diagnostics.items[0].path == "unikernel.swift")
    #expect(diagnostics.items[0].isError)
    #expect(diagnostics.items[0].message == "cannot find 'x' in scope")
    #expect(diagnostics.items[0].text.hasSuffix("`- error: cannot find 'x' in scope"))
    #expect(!diagnostics.items[1].isError)
    #expect(diagnostics.text { $0.hasPrefix(".mirador") } == diagnostics.items[0].text)
  }

  @Test func keepsNotesWithTheirDiagnostic() {
    let diagnostics = Diagnostics(
      "a.swift:1:1: error: one: two\na.swift:2:2: note: found here\n")
    #expect(diagnostics.items.count == 1)
    #expect(diagnostics.items[0].message == "one: two")
    #expect(diagnostics.items[0].text.contains("note: found here"))
  }

  @Test(arguments: ["", "Stack dump:\n0. Program", "a.swift:x:1: error: no", ":1:1: error: no"])
  func takesNothingElseForADiagnostic(output: String) {
    let diagnostics = Diagnostics(output)
    #expect(diagnostics.items.isEmpty)
    #expect(diagnostics.preamble == output)
  }
}

import Checks
import Foundation
import Testing

@testable import Benchmarks

struct ResultsTests {
  private static let machine = MachineFacts(
    processor: "Quick 9000", cores: 2, kernel: "6.1", qemu: "7.2.22", swift: "6.3.1", load: 0.1)

  private static func samples(_ values: Double...) throws -> Samples {
    try #require(Samples(values))
  }

  private static func results() throws -> Results {
    var outcome = Outcome(.start)
    let peer = Row.Peer(name: "/bin/true", samples: try samples(1, 1, 2))
    outcome.rows = [
      Row("ours", .milliseconds, try samples(0.5, 0.4, 0.45), beside: peer, aim: .ratioAtMost(0.5)),
      Row("/bin/true", .milliseconds, peer.samples),
    ]
    outcome.notes = ["something else"]
    return Results(machine: machine, outcomes: [outcome])
  }

  private static let times = [
    (0.45234, "0.452 ms"), (1.005, "1.00 ms"), (18.34, "18.3 ms"), (1204.4, "1204 ms"),
    (41_356.2, "41,356 ms"),
  ]

  @Test(arguments: times)
  func timesHaveThreeDigits(_ value: Double, _ text: String) {
    #expect(Unit.milliseconds.text(value) == text)
  }

  @Test(arguments: [
    (0.0, "0"), (999, "999"), (1000, "1,000"), (14_059, "14,059"), (-1e6, "-1,000,000"),
  ])
  func countsAreWhole(_ value: Double, _ text: String) {
    #expect(Unit.instructions.text(value) == text)
  }

  @Test func textAlignsColumnsAndEndsNoLineWithSpaces() throws {
    #expect(
      try Self.results().text == """
        Quick 9000, 2 cores, Linux 6.1, QEMU 7.2.22, Swift 6.3.1, load 0.10

        start: process start to exit, target unix
          what         median      min … max  n  ratio                        aim
          ours       0.450 ms  0.400 … 0.500  3  0.450 × /bin/true (1.00 ms)  ≤ 0.5 × /bin/true  met
          /bin/true   1.00 ms    1.00 … 2.00  3
          note: something else
        """)
  }

  @Test func markdownIsATableForEachGroup() throws {
    let lines = try Self.results().markdown.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[2] == "### start: process start to exit, target unix")
    #expect(lines[4] == "| what | median | min … max | n | ratio | aim |  |")
    let columns = lines[4...7].map { line in line.split(separator: "|").count }
    #expect(Set(columns) == [7])
    #expect(lines.last == "Note: something else")
  }

  @Test func jsonHasWhatProgramsAsk() throws {
    let document = try JSONSerialization.jsonObject(with: Data(Self.results().json.utf8))
    let groups = try #require((document as? [String: Any])?["groups"] as? [[String: Any]])
    let row = try #require((groups[0]["rows"] as? [[String: Any]])?.first)
    #expect(row["median"] as? Double == 0.45)
    #expect(row["ratio"] as? Double == 0.45)
    #expect(row["isMet"] as? Bool == true)
    #expect(row["aim"] as? String == "≤ 0.5 × /bin/true")
  }

  @Test func aBusyMachineIsWarnedOf() throws {
    var machine = Self.machine
    machine.load = 2
    let results = Results(machine: machine)
    #expect(results.text.contains("WARNING"))
    #expect(results.markdown.contains("WARNING"))
    #expect(try !Self.results().text.contains("WARNING"))
  }

  @Test func aMissedAimIsSaid() throws {
    let row = Row("slow", .seconds, try Self.samples(4), aim: .atMost(3))
    #expect(row.isMet == false)
    #expect(row.cells == ["slow", "4.00 s", "", "1", "", "≤ 3 s", "MISSED"])
  }

  @Test func anAimBesideNobodyIsNotMet() throws {
    #expect(Row("x", .seconds, try Self.samples(1), aim: .ratioAtMost(2)).isMet == false)
  }

  @Test func aGroupThatFailsIsListedAndTheFirstFailureKept() throws {
    var results = try Self.results()
    results.fail(.boot, Failure(.environment, "QEMU is missing."))
    results.fail(.size, Failure(.bootFailed, "It ended."))
    #expect(results.text.contains("NOT MEASURED: QEMU is missing."))
    #expect(results.failure?.status == .environment)
    #expect(results.outcomes.map(\.group) == [.start, .boot, .size])
  }

  @Test func theGateLooksAtTheLargestCountToMain() throws {
    var outcome = Outcome(.instructions)
    outcome.rows = [
      Row("a, entry to main", .instructions, try Self.samples(10, 12)),
      Row("b, entry to main", .instructions, try Self.samples(11)),
      Row("b, entry to power-off", .instructions, try Self.samples(99)),
    ]
    #expect(Results(machine: Self.machine, outcomes: [outcome]).instructionsToMain == 12)
    #expect(Results(machine: Self.machine).instructionsToMain == nil)
  }
}

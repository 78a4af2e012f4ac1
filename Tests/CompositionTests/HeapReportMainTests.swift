import Composition
import Configure
import Testing

@Suite struct HeapReportMainTests {
  /// It is the first of all hooks, and watches what the application does, not how devices are connected.
  @Test(arguments: Target.allCases)
  func theMainMakesItFirstAndWatchesLast(target: Target) throws {
    let unikernel = Unikernel("a", start: "A", needs: [.console], heapReport: true)
    let main = MainGenerator.main(of: try Composition(unikernel, for: target))
    let made = try #require(main.range(of: "ExitHeapReport(isWanted: system.values.flag(0))"))
    let delay = try #require(main.range(of: "await system.delay()"))
    let connected = try #require(main.range(of: "let console = "))
    let watch = try #require(main.range(of: "heapReport.watch()"))
    let run = try #require(main.range(of: "await run0("))
    #expect(made.upperBound < delay.lowerBound && connected.upperBound < watch.lowerBound)
    #expect(watch.upperBound < run.lowerBound)
    #expect(main.contains("ArgumentDefinition(\"heap-report\", .flag"))
  }

  @Test func withoutItNothingOfItIsWritten() throws {
    let unikernel = Unikernel("a", start: "A", needs: [.console])
    let main = MainGenerator.main(of: try Composition(unikernel, for: .unix))
    #expect(!main.lowercased().contains("heap"))
  }
}

import Composition
import Configure
import Testing

@Suite struct InspectorMainTests {
  /// The inspector starts when all devices are connected, before the application.
  @Test(arguments: Target.allCases)
  func theMainStartsIt(target: Target) throws {
    let unikernel = Unikernel("a", start: "A", needs: [.console], inspector: true)
    let main = MainGenerator.main(of: try Composition(unikernel, for: target))
    let start = try #require(main.range(of: "Inspector.start(system, port: port"))
    let connected = try #require(main.range(of: "let port = "))
    let run = try #require(main.range(of: "await run0("))
    #expect(connected.upperBound < start.lowerBound && start.upperBound < run.lowerBound)
    #expect(main.contains("InspectedDevice(\"console\", type: \"any Console\""))
    #expect(main.contains("BootTimeline.mark(\"console\")"))
  }

  @Test func withoutItNothingOfItIsWritten() throws {
    let unikernel = Unikernel("a", start: "A", needs: [.console])
    let main = MainGenerator.main(of: try Composition(unikernel, for: .unix))
    #expect(!main.contains("Inspect") && !main.contains("BootTimeline"))
  }
}

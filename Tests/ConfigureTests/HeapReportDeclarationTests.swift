import Arguments
import Testing

@testable import Configure

@Suite struct HeapReportDeclarationTests {
  @Test func itIsAskedForAndIsAFlagAmongTheArguments() throws {
    #expect(Unikernel("a", start: "A").heapReport == nil)
    let unikernel = Unikernel("a", start: "A", needs: [.console], heapReport: true)
    let index = try #require(unikernel.heapReport)
    #expect(unikernel.arguments[index].definition.name == "heap-report")
    #expect(unikernel.arguments[index].definition.presence == .byDefault("false"))
    #expect(try Unikernel(text: unikernel.text) == unikernel)
    try unikernel.check()
  }

  @Test func anotherArgumentOfItsNameIsRefused() {
    let mine = Argument("heap-report", default: 3, help: "Mine.")
    let unikernel = Unikernel("a", start: "A", needs: [.argument(mine)], heapReport: true)
    let fault = ArgumentTable.fault(unikernel: "a", unikernel.arguments.map(\.definition))
    #expect(fault?.contains("--heap-report is declared twice") == true)
  }

  @Test(arguments: [
    "heapReport\t9", "heapReport\t-1", "heapReport\tx", "heapReport", "heapReport\t0\t0",
    "heapReport\t1",
  ])
  func garbledLinesAreRefused(line: String) {
    let number = Argument("number", default: 1, help: "No flag.")
    let text = Unikernel("a", start: "A", needs: [.argument(number)]).text
    #expect(throws: Unikernel.Garbled.self) { try Unikernel(text: text + "\n" + line) }
  }
}

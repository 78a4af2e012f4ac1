import Testing

@testable import Configure

@Suite struct InspectorDeclarationTests {
  @Test func itIsAskedForAndIsAPortAmongTheDevices() throws {
    #expect(Unikernel("a", start: "A").inspector == nil)
    let unikernel = Unikernel("a", start: "A", needs: [.console], inspector: true)
    let index = try #require(unikernel.inspector)
    #expect(unikernel.devices[index].type == "any BytePort")
    #expect(try Unikernel(text: unikernel.text) == unikernel)
    try unikernel.check()
  }

  @Test(arguments: [
    "inspector\t9", "inspector\t-1", "inspector\tx", "inspector", "inspector\t0\t0",
  ])
  func garbledLinesAreRefused(line: String) {
    let text = Unikernel("a", start: "A", needs: [.console]).text
    #expect(throws: Unikernel.Garbled.self) { try Unikernel(text: text + "\n" + line) }
  }
}

import Configure
import Testing

@Suite struct UnikernelTextTests {
  @Test(arguments: [
    Unikernel(
      "hello", start: "Hello", needs: [.console, .clock, .name], targets: [.unix, .virtio]),
    Unikernel("a-1", start: "_A1", targets: [.virtio]),
  ])
  func comesBackAsItWent(unikernel: Unikernel) throws {
    #expect(try Unikernel(text: unikernel.text) == unikernel)
  }

  @Test func refusesWhatIsOfNoUse() {
    func fault(
      _ name: String = "a", _ start: String = "A", _ needs: [Need] = [],
      _ targets: [Target] = [.unix]
    ) -> Unikernel.Fault? {
      let text = Unikernel(name, start: start, needs: needs, targets: targets).text
      do throws(Unikernel.Fault) {
        _ = try Unikernel(text: text)
        return nil
      } catch {
        return error
      }
    }
    #expect(fault() == nil)
    #expect(fault("") == .name(""))
    #expect(fault("a b") == .name("a b"))
    #expect(fault(String(repeating: "x", count: 65)) != nil)
    #expect(fault("a", "1A") == .start("1A"))
    #expect(fault("a", "A.b") == .start("A.b"))
    #expect(fault("a", "A", [.clock, .clock]) == .repeated("clock"))
    #expect(fault("a", "A", [], [.unix, .unix]) == .repeated("unix"))
    #expect(fault("a", "A", [], []) == .noTarget)
  }

  @Test(arguments: [
    "", "name", "name=a\nstart=A\nneeds=\n", "name=a\nstart=A\nneeds=x\ntargets=unix",
  ])
  func refusesOtherText(text: String) {
    #expect(throws: Unikernel.Fault.self) { try Unikernel(text: text) }
  }

  @Test func saysWhatStartMustBe() {
    let unikernel = Unikernel("a", start: "A", needs: [.console, .name], targets: [.unix])
    #expect(
      unikernel.startDeclaration == "static func start(console: any Console, name: String) async")
    #expect(unikernel.startReference == "A.start(console:name:)")
    #expect(Unikernel("a", start: "A", targets: [.unix]).startReference == "A.start")
  }
}

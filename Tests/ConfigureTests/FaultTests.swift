import Configure
import Testing

@Suite struct FaultTests {
  private func fault(_ unikernel: Unikernel) -> Unikernel.Fault.Reason? {
    do throws(Unikernel.Fault) {
      try unikernel.check()
      return nil
    } catch {
      return error.reason
    }
  }

  private func fault(
    _ name: String = "a", _ start: String = "A", _ needs: [Need] = [],
    _ targets: [Target] = [.unix]
  ) -> Unikernel.Fault.Reason? {
    fault(Unikernel(name, start: start, needs: needs, targets: targets))
  }

  @Test func whatIsFineHasNone() {
    #expect(fault() == nil)
    #expect(fault("a", "A.B") == nil)
    #expect(fault(Samples.everything) == nil)
  }

  @Test func namesAreShortAndPlain() {
    #expect(fault("") == .name(""))
    #expect(fault("a b") == .name("a b"))
    #expect(fault(String(repeating: "x", count: 65)) != nil)
    #expect(fault(String(repeating: "x", count: 64)) == nil)
    #expect(fault("a", "1A") == .identifier("1A"))
    #expect(fault("a", "A.") == .identifier(""))
    #expect(fault("a", "A", [.device(.console, as: "the console")]) == .identifier("the console"))
  }

  @Test func nothingIsNamedTwice() {
    #expect(fault("a", "A", [.clock, .clock]) == .repeated("clock"))
    #expect(fault("a", "A", [], [.unix, .unix]) == .repeated("unix"))
    #expect(
      fault(
        Unikernel(
          "a", start: "A", libraries: [.local("L", path: "l"), .local("L", path: "m")]))
        == .repeated("L"))
  }

  @Test func thereIsATargetAndAJob() {
    #expect(fault("a", "A", [], []) == .noTarget)
    #expect(fault(Unikernel("a", jobs: [])) == .noJob)
  }

  @Test func aChoiceHasADeviceForEachValue() {
    let mode = Argument("mode", default: "x", oneOf: ["x", "y"], help: "Which.")
    func chosen(_ devices: [(String, Device<Link>)]) -> Unikernel.Fault.Reason? {
      fault("a", "A", [.device(.choose(mode, devices))])
    }
    #expect(chosen([("x", .link("1")), ("y", .link("2"))]) == nil)
    #expect(chosen([("x", .link("1"))]) == .choices(argument: "mode"))
    #expect(
      chosen([("x", .link("1")), ("y", .link("2")), ("z", .link("3"))])
        == .choices(argument: "mode"))
    let free = Argument("free", default: "x", help: "Any text.")
    #expect(
      fault("a", "A", [.device(.choose(free, [("x", Device<Link>.link("1"))]))])
        == .choices(argument: "free"))
    let flag = Argument("flag", default: false, help: "Whether.")
    #expect(fault("a", "A", [.device(.when(flag, .link("1"), otherwise: .link("2")))]) == nil)
  }
}

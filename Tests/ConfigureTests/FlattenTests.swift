import Arguments
import Configure
import Testing

@Suite struct FlattenTests {
  @Test func partsComeBeforeWhatIsMadeOfThem() {
    let unikernel = Samples.everything
    for (index, device) in unikernel.devices.enumerated() {
      switch device.form {
      case .call(let call):
        for case .device(let part) in call.inputs.map(\.source) { #expect(part < index) }
      case .byTarget(let cases): for one in cases { #expect(one.1 < index) }
      case .byArgument(_, let cases): for one in cases { #expect(one.1 < index) }
      }
    }
  }

  @Test func devicesMadeAlikeAreOne() {
    let one = Device<Link>.link("x")
    let unikernel = Unikernel(
      "a", start: "A",
      needs: [
        .device(one), .device(.link("x"), as: "again"), .device(.link("y"), as: "other"), .console,
        .device(.console, as: "second"),
      ])
    #expect(unikernel.devices.map(\.name) == ["link", "link", "console"])
    let sources = unikernel.jobs[0].parameters.map(\.source)
    #expect(sources == [.device(0), .device(0), .device(1), .device(2), .device(2)])
  }

  @Test func anArgumentOfADeviceIsListedWithDevices() {
    let groups = Samples.everything.arguments.map { "\($0.definition.name) \($0.definition.group)" }
    #expect(groups == ["port devices", "greeting application", "mode devices"])
  }

  @Test func labelsFollowTheArgumentsName() {
    let argument = Argument("max-packet-size", default: 1500, help: "Bytes.")
    let unikernel = Unikernel("a", start: "A", needs: [.argument(argument)])
    #expect(unikernel.jobs[0].parameters[0].label == "maxPacketSize")
  }

  @Test func linesAreThoseOfTheDeclarations() {
    let line = #line + 1
    let argument = Argument("n", default: 1, help: "N.")
    let unikernel = Unikernel("a", start: "A", needs: [.console, .argument(argument)])
    #expect(unikernel.line == line + 1)
    #expect(unikernel.arguments[0].line == line)
    #expect(unikernel.jobs[0].parameters.map(\.line) == [0, line + 1])
  }
}

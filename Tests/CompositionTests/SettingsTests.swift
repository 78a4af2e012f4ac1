import Arguments
import Composition
import Configure
import Tables
import Testing

@Suite struct SettingsTests {
  @Test(arguments: [
    Settings(), Settings(target: .virtio),
    Settings(target: .unix, arguments: ["a": ["x"], "b-c": ["1", "2"], "empty": [""]]),
    Settings(arguments: ["odd": ["\" \\ \n \t \u{1} é 🙂 \u{7f}"], "list": ["", ""]]),
  ])
  func comeBackAsTheyWent(settings: Settings) throws {
    #expect(try Settings(parsing: settings.text, file: "x.toml") == settings)
  }

  @Test func numbersAndTruthAreTexts() throws {
    let text = "[arguments]\nn = -3\nyes = true\nno = false\n"
    #expect(
      try Settings(parsing: text, file: "x").arguments
        == ["n": ["-3"], "yes": ["true"], "no": ["false"]])
  }

  @Test(arguments: [
    ("target = \"xen\"", "target"), ("traget = \"unix\"", "traget"),
    ("[arguments]\nx = 1.5", "arguments.x"), ("[arguments]\nx = [1]", "arguments.x"),
    ("arguments = 3", "arguments"),
  ])
  func faultsNameTheKey(text: String, key: String) throws {
    let fault = try #require(throws: TableFault.self) {
      try Settings(parsing: text, file: "unikernel.toml")
    }
    #expect(fault.file == "unikernel.toml")
    #expect(fault.key == key)
  }

  @Test func theFirstWins() {
    let one = Settings(arguments: ["a": ["1"]])
    let other = Settings(target: .unix, arguments: ["a": ["2"], "b": ["3"]])
    #expect(one.over(other) == Settings(target: .unix, arguments: ["a": ["1"], "b": ["3"]]))
  }

  @Test func settledValuesAreDefaults() throws {
    let unikernel = Unikernel(
      "u", start: "U",
      needs: [
        .argument(Argument<String>(required: "who", help: "Who.")),
        .argument(Argument("count", default: 4, help: "How often.")),
        .argument(Argument<[String]>(listOf: "peer", help: "Whom.")),
      ])
    let settled = try unikernel.settled(
      by: Settings(arguments: ["who": ["Ada"], "peer": ["a", "b"]]))
    #expect(
      settled.arguments.map(\.definition.presence)
        == [.byDefault("Ada"), .byDefault("4"), .byDefault("a\nb")])
  }

  @Test func aWrongValueIsRefusedAsAtBoot() throws {
    let unikernel = Unikernel(
      "u", start: "U",
      needs: [
        .argument(Argument("count", default: 4, help: "How often.")),
        .argument(Argument<[String]>(listOf: "peer", help: "Whom.")),
      ])
    for (name, value) in [("count", "x"), ("cuont", "3"), ("logs", "*:info"), ("peer", "a\nb")] {
      #expect(throws: ArgumentFailure.self) {
        try unikernel.settled(by: Settings(arguments: [name: [value]]))
      }
    }
  }
}

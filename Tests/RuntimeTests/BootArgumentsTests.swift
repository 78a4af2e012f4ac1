import Runtime
import Testing

@Suite struct BootArgumentsTests {
  @Test(
    arguments: [
      ([], nil, []),
      (["--name=otter"], "otter", []),
      (["--name", "otter"], "otter", []),
      (["--name=a", "x", "--name=b"], "b", ["x"]),
      (["--name="], "", []),
      (["--name=a=b c", "ü"], "a=b c", ["ü"]),
      (["--named", "--nam"], nil, ["--named", "--nam"]),
      (["--", "--name=a"], nil, ["--name=a"]),
      (["--name", "--"], "--", []),
    ] as [([String], String?, [String])])
  func sorts(arguments: [String], name: String?, application: [String]) throws {
    let boot = try BootArguments(arguments)
    #expect(boot.name == name)
    #expect(boot.application == application)
  }

  @Test func aNameNeedsAValue() {
    #expect(throws: BootArguments.Failure.missingValue(option: "--name")) {
      try BootArguments(["x", "--name"])
    }
  }
}

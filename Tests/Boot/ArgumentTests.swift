import Foundation
import Machines
import Testing

/// Boot arguments, byte for byte.
@Suite struct ArgumentTests {
  @Test(
    arguments: Place.allCases,
    [
      ["plain"], [""], ["", ""], ["a b", " ", "  c  "], ["\"", "\"\"", "say \"hi\""],
      ["\\", "\\\\", "a\\b", "\\\"", "ends with \\"],
      ["tab\there", "new\nline", "\r", "\u{b}\u{c}"],
      ["é", "日本語", "🙂", "e\u{301}"], ["'single'", "$HOME", "`x`", "a,b=c", "-append", "--help"],
      ["--", "--name=not-mine"], (0..<200).map { "argument-\($0)" },
      [String(repeating: "x", count: 3000)], ["\u{1}\u{7f}\u{80}"],
    ])
  func arriveByteForByte(place: Place, arguments: [String]) async throws {
    // What follows `--` is the application's, options or not.
    let transcript = try await Boots.boot(place, arguments: ["echo", "--"] + arguments)
    let expected = ["echo"] + arguments
    #expect(transcript.texts.dropFirst() == expected.map { "argument " + hexadecimal($0) }[...])
    #expect(transcript.ending == .exited(0))
  }

  @Test(arguments: Place.allCases)
  func theNameIsTheUnikernelsUnlessGiven(place: Place) async throws {
    func name(_ arguments: String...) async throws -> String {
      try await Boots.boot(place, arguments: arguments).texts.first ?? "nothing"
    }
    #expect(try await name("echo") == "name " + hexadecimal("behaviours"))
    #expect(try await name("--name=an otter", "echo") == "name " + hexadecimal("an otter"))
    #expect(try await name("echo", "--name", "ü") == "name " + hexadecimal("ü"))
    #expect(try await name("echo", "--name") == "--name needs a value, such as --name=hello")
  }

  @Test(arguments: [Place.emulated, .accelerated])
  func aVirtualMachineTakes256Arguments(place: Place) async throws {
    let all = ["echo"] + (1..<256).map { "\($0)" }
    #expect(try await Boots.boot(place, arguments: all).lines.count == 257)
    let more = try await Boots.boot(place, arguments: all + ["one more"])
    #expect(more.ending == .exited(255))
    #expect(try more.report().headline == "PANIC more than 256 boot arguments")
  }

  @Test(arguments: [Place.emulated, .accelerated])
  func aVirtualMachineTakes4000BytesOfArguments(place: Place) async throws {
    let longest = String(repeating: "y", count: 4000 - "echo ".utf8.count)
    let transcript = try await Boots.boot(place, "echo", longest)
    #expect(transcript.texts.last == "argument " + hexadecimal(longest))
    await #expect {
      try await Boots.boot(place, "echo", longest + "y")
    } throws: { error in
      guard case MachineFailure.environment(let text) = error else { return false }
      return text.contains("take 4001 bytes") && text.hasSuffix("or use the target unix")
    }
  }

  @Test func aProcessTakesLongOnesAndRefusesWhatLinuxDoes() async throws {
    let long = String(repeating: "z", count: 100_000)
    #expect(
      try await Boots.boot(.unix, "echo", long).texts.last == "argument " + hexadecimal(long))
    await #expect {
      // Linux takes 128 KiB for one argument.
      try await Boots.boot(.unix, "echo", String(repeating: "z", count: 1 << 20))
    } throws: { error in
      guard case MachineFailure.environment(let text) = error else { return false }
      return text.contains("could not be started")
    }
  }

  private func hexadecimal(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

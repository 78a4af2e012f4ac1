import Machines
import Testing

/// What the runtime makes of the boot arguments before the application starts.
@Suite struct OptionTests {
  @Test(arguments: Place.allCases)
  func helpEndsWith63(place: Place) async throws {
    // Whatever else is wrong.
    let transcript = try await Boots.boot(place, "--bogus", "--help")
    #expect(transcript.ending == .exited(63))
    #expect(transcript.texts.joined(separator: "\n") == OptionTests.help)
  }

  private static let help = """
    usage: behaviours [OPTION]... [--] [WORD]...
           behaviours --help lists the options

    Runtime
      --name=TEXT
          What this instance is called. (default: behaviours)
      --logs=LEVELS
          What is logged, by source: error, warning, info, debug or quiet. (such as
          *:info,net:debug; default: *:info)
      --delay=DURATION
          How long to wait before devices are connected. (such as 250ms; default:
          0s)
      --help
          Show this help and end.
    """

  @Test(
    arguments: Place.allCases,
    [
      ("--nmae=x", "unknown option --nmae. Did you mean --name?"),
      ("-help", "unknown option -help. Did you mean --help?"),
      ("--größe", "unknown option --größe. --help lists the options"),
      ("--name", "--name needs a value, such as --name=hello"),
      (
        "--delay=soon",
        "--delay=soon: expected a whole number and its unit: ns, us, ms, s, m or h, "
          + "such as --delay=250ms"
      ),
      (
        "--logs=*:loud",
        "--logs=*:loud: expected levels by source: error, warning, info, debug or quiet, "
          + "such as --logs=*:info,net:debug"
      ),
    ])
  func wrongOnesEndWith64(place: Place, wrong: (argument: String, message: String)) async throws {
    let transcript = try await Boots.boot(place, "echo", wrong.argument)
    #expect(transcript.ending == .exited(64))
    let usage = OptionTests.help.split(separator: "\n").prefix(2).map(String.init)
    #expect(transcript.texts == [wrong.message] + usage)
  }

  @Test(arguments: Place.allCases)
  func valuesOfEveryKindSurvive(place: Place) async throws {
    let text = "say \"hi\", 'you' \\ = 日本語\n\t"
    let transcript = try await Boots.boot(
      place, "options", "--", "--text=" + text, "--number", "-9223372036854775808", "--flag",
      "--time=1500us", "--choice", "größer", "--many=a b", "--many=", "--many", "-c",
      "--required=\"", "--fixed=as built", "word", "--delay=2h", "--", "--help")
    #expect(
      transcript.texts == [
        "text " + hexadecimal(text), "number -9223372036854775808", "flag true", "time 1500000",
        "choice " + hexadecimal("größer"), "many " + hexadecimal("a b"), "many ",
        "many " + hexadecimal("-c"), "required " + hexadecimal("\""),
        "fixed " + hexadecimal("as built"), "word " + hexadecimal("word"),
        "word " + hexadecimal("--help"), "delay 7200000000000",
      ])
    #expect(transcript.ending == .exited(0))
  }

  @Test(arguments: Place.allCases)
  func defaultsHoldElse(place: Place) async throws {
    let transcript = try await Boots.boot(place, "options", "--", "--required", "r")
    #expect(
      transcript.texts == [
        "text " + hexadecimal("Hello World!"), "number 4", "flag false", "time 1000000000",
        "choice " + hexadecimal("plain"), "required " + hexadecimal("r"),
        "fixed " + hexadecimal("as built"), "delay 0",
      ])
  }

  @Test(
    arguments: Place.allCases,
    [
      ("--number=9223372036854775808", "--number=9223372036854775808: expected a whole number"),
      ("--fixed=x", "--fixed=x: this image was made for another value, as built."),
      ("--choice=grosser", "--choice=grosser: expected one of plain, größer, such as"),
      ("--text=x", "--required is required. Give it, such as --required=hello"),
    ])
  func tablesRefuseInImagesAsOnHosts(
    place: Place, wrong: (argument: String, start: String)
  ) async throws {
    let transcript = try await Boots.boot(place, "options", "--", wrong.argument)
    #expect(transcript.texts.count == 1)
    #expect(transcript.texts.first?.hasPrefix("start threw: " + wrong.start) == true)
    #expect(transcript.ending == .exited(1))
  }

  @Test(
    arguments: Place.allCases,
    [
      ("1", "no such drive"),
      ("2", "its error does not say why; make it CustomStringConvertible to see"),
    ])
  func aDeviceThatCannotBeConnectedIsNamed(
    place: Place, failure: (number: String, reason: String)
  ) async throws {
    let transcript = try await Boots.boot(place, "connect", failure.number)
    #expect(
      transcript.texts == [
        "connected " + failure.number,
        "device disk (config.swift:12) cannot be connected: " + failure.reason,
      ])
    #expect(transcript.ending == .exited(1))
  }

  @Test(arguments: Place.allCases)
  func delayIsWaitedForBeforeDevices(place: Place) async throws {
    let transcript = try await Boots.boot(place, "delay", "--delay=300ms")
    #expect(try Int(transcript.value("waited")) ?? 0 >= 300_000_000)
    let none = try await Boots.boot(place, "delay", "--delay=0s")
    #expect(try Int(none.value("waited")) ?? .max < 300_000_000)
  }

  private func hexadecimal(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

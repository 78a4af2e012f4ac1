import Build
import Foundation
import Machines
import Testing

/// Logging in images: what is shown, and what it costs when it is not.
@Suite struct LogTests {
  @Test(arguments: Place.allCases)
  func linesAreAsInMirageOS(place: Place) async throws {
    let hostile = "\u{1b}[2J\nforged = \"line\""
    let transcript = try await Boots.boot(place, "--name=an otter", "log", "--", "-7", hostile)
    #expect(transcript.ending == .exited(0))
    let logged = transcript.texts.filter {
      !$0.hasPrefix("source ") && !$0.hasPrefix("recent ")
    }
    // What `print` had begun came first.
    try #require(logged.first?.hasPrefix("begun") == true, "\(transcript.texts)")
    let lines = logged.enumerated().map { $0 == 0 ? String($1.dropFirst(5)) : $1 }
    let stamp = #/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ /#
    #expect(lines.allSatisfy { $0.prefixMatch(of: stamp) != nil }, "\(lines)")
    let shown = ["net", "disk"].flatMap { source in
      [
        "ERR [\(source)] an error",
        "WRN [\(source)] a warning of=\"an otter\" number=-7",
        #"INF [\#(source)] \u{1b}[2J\nforged = "line" text="\u{1b}[2J\nforged = \"line\"""#,
      ]
    }
    #expect(lines.map { String($0.dropFirst(21)) } == shown + ["DBG [net] a detail after all"])
    #expect(transcript.texts.filter { $0.hasPrefix("source ") } == ["source net", "source disk"])
    let recent = transcript.texts.filter { $0.hasPrefix("recent ") }.map { $0.dropFirst(7) }
    #expect(recent.map(String.init) == lines)
  }

  @Test(arguments: Place.allCases)
  func whatIsNotShownAllocatesNothing(place: Place) async throws {
    let transcript = try await Boots.boot(place, "log-disabled", "1000")
    #expect(try transcript.value("allocations") == "0")
    // The statistics would have told.
    #expect(try transcript.value("shown") == "true")
  }

  /// On a machine whose clock goes on by a nanosecond with each instruction: at most ten for a call, and
  /// four for the loop around it.
  @Test func whatIsNotShownTakesTenInstructions() async throws {
    let count = 1_000_000
    let lines = try await BareMachine.boot("log-cost \(count)", "-icount", "shift=0,sleep=off")
    func perCall(_ word: String) throws -> Int {
      let line = try #require(lines.first { $0.hasPrefix(word + " ") }, "\(lines)")
      let taken = try #require(Int(line.dropFirst(word.count + 1)))
      return (taken + count / 2) / count
    }
    let (global, held) = (try perCall("global"), try perCall("held"))
    // Less would mean that nothing was asked.
    #expect((8...14).contains(global), "\(global)")
    #expect((6...7).contains(held), "\(held)")
  }

  @Test(
    arguments: [
      ("", ["WRN [disk] disk", "ERR [disk] disk"]),
      ("error,net:debug", ["DBG [net] net", "ERR [disk] disk"]),
      ("*:debug,disk:quiet", ["DBG [net] net"]), ("quiet", []),
    ] as [(String, [String])])
  func theFirstSourceTakesTheThresholdsOfTheBoot(thresholds: String, shown: [String]) async throws {
    let transcript = try await Boots.boot(.unix, "log-boot", thresholds)
    #expect(transcript.texts.map { String($0.dropFirst(21)) } == shown)
  }

  @Test(arguments: Place.allCases)
  func manyLinesArriveWhole(place: Place) async throws {
    let transcript = try await Boots.boot(place, "log-many", "2000")
    try #require(transcript.lines.count == 2000)
    for (number, line) in transcript.texts.enumerated() {
      #expect(line.hasSuffix("Z INF [net] message number=\(number)"))
    }
  }
}

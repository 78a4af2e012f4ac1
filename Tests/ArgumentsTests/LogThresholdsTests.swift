import Arguments
import Testing

@Suite struct LogThresholdsTests {
  @Test(
    arguments: [
      ("info", .info, .info), ("quiet", nil, nil), ("*:debug", .debug, .debug),
      ("*:info,net:debug", .debug, .info), ("net:debug,*:error", .debug, .error),
      ("net:debug", .debug, .info), ("net:quiet", nil, .info), ("quiet,net:error", .error, nil),
      ("net:error,net:warning", .warning, .info), ("*:error,warning", .warning, .warning),
      ("nets:debug,ne:debug", .info, .info), ("Net:debug", .info, .info),
    ] as [(String, LogLevel?, LogLevel?)])
  func givesEachSourceItsLevel(text: String, net: LogLevel?, others: LogLevel?) throws {
    let thresholds = try #require(LogThresholds(text))
    #expect(thresholds.level(for: "net") == net)
    #expect(thresholds.level(for: "disk") == others)
  }

  @Test(
    arguments: [
      "", ",", "info,", ",info", ":", ":info", "*:", "net:", "net", "*", "Info", "*:INFO", " info",
      "info ", "*: info", "net:tcp:debug", "information", "off", "net:debug;disk:info", "é",
      "info\n",
    ])
  func refusesWhatIsNotOfTheGrammar(text: String) {
    #expect(LogThresholds(text) == nil)
  }

  @Test func aSourceMayHaveAnyName() throws {
    let thresholds = try #require(LogThresholds("tcp.pcb:debug,größe 日本:error, :quiet"))
    #expect(thresholds.level(for: "tcp.pcb") == .debug)
    #expect(thresholds.level(for: "größe 日本") == .error)
    #expect(thresholds.level(for: " ") == nil)
    // Bytes are compared: the same letter written in two ways is two sources.
    #expect(LogThresholds("e\u{301}:debug")?.level(for: "é") == .info)
  }

  @Test func manySourcesAreReadInLinearTime() throws {
    let text = (0..<20_000).map { "source\($0):debug" }.joined(separator: ",")
    let thresholds = try #require(LogThresholds(text))
    #expect(thresholds.level(for: "source0") == .debug)
    #expect(thresholds.level(for: "source20000") == .info)
  }

  @Test func levelsAscendWithVerbosity() {
    #expect(LogLevel.allCases.map(\.rawValue) == [0, 1, 2, 3])
    for level in LogLevel.allCases {
      #expect(LogThresholds("\(level.word)")?.level(for: "any") == level)
    }
  }
}

import InspectionProtocol
import SeededNumbers
import Testing
import Time

@testable import Inspector

@Suite struct CoreTests {
  @Test func aHelloIsAnsweredByTheRegistry() throws {
    var talk = Talk()
    let heard = talk.say(.hello(version: 1, session: 5))
    #expect(
      heard.first
        == .welcome(
          Welcome(
            version: 1, session: 5, boot: 77, name: "hello", commandCount: 6)))
    let names = heard.dropFirst().map { message in
      if case .command(let declaration) = message { declaration.name } else { "?" }
    }
    #expect(names == ["arm", "disarm", "numbers", "change", "tick", "gone"])
  }

  @Test func anotherVersionIsRefusedInWords() {
    var talk = Talk()
    let heard = talk.say(.hello(version: 2, session: 5))
    #expect(heard.failure?.reason == .version)
    guard case .failure(id: 5, _) = heard.first else {
      Issue.record("it does not say whose hello it was: \(heard)")
      return
    }
    // And nothing is answered afterwards.
    #expect(talk.say(.request(id: 1, command: "gone", arguments: [])).isEmpty)
  }

  @Test func withoutAHelloNothingIsSaid() {
    var talk = Talk()
    #expect(talk.say(.request(id: 1, command: "numbers", arguments: [.integer(1)])).isEmpty)
    #expect(talk.say(.cancel(id: 1)).isEmpty)
  }

  @Test(arguments: [0, 1, 63, 64, 65, 10_000])
  func allRowsArriveInOrder(count: Int) {
    var talk = Talk.begun()
    let heard = talk.say(
      .request(id: 9, command: "numbers", arguments: [.integer(Int64(count))]))
    #expect(heard.rows == (0..<count).map { [.integer(Int64($0 + 1))] })
    #expect(heard.last == .end(id: 9, outcome: .complete, rows: UInt64(count), work: .zero))
  }

  @Test func rowsThatFillFramesAllArrive() {
    let text = String(repeating: "x", count: 900)
    let big = InspectionCommand(
      CommandDeclaration("big", help: "", explanation: "", columns: [Column("text", .text)])
    ) { _ in InspectionAnswer(rows: (0..<50).map { [.integer($0), .text(text)] }) }
    var talk = Talk.begun([big])
    let heard = talk.say(.request(id: 1, command: "big", arguments: []))
    #expect(heard.rows == (0..<50).map { [.integer($0), .text(text)] })
  }

  @Test func anEndlessAnswerIsCut() {
    var talk = Talk.begun()
    let heard = talk.say(.request(id: 1, command: "numbers", arguments: [.integer(.max)]))
    #expect(heard.outcome == .cut)
    #expect(heard.rows.count == InspectionLimits.rows)
  }

  @Test func aCancelEndsTheAnswerAtOnce() {
    var talk = Talk.begun()
    talk.core.received(
      ClientMessage.request(id: 1, command: "numbers", arguments: [.integer(.max)]).frame.bytes,
      at: talk.now)
    #expect(talk.hear(3).rows.count == 3 * 64)
    let heard = talk.say(.cancel(id: 1))
    #expect(heard == [.end(id: 1, outcome: .cancelled, rows: 192, work: .zero)])
    // The session goes on.
    #expect(talk.say(.request(id: 2, command: "numbers", arguments: [.integer(1)])).rows.count == 1)
  }

  @Test func aCancelOfAnotherRequestIsNothing() {
    var talk = Talk.begun()
    #expect(talk.say(.cancel(id: 1)).isEmpty)
    _ = talk.say(.request(id: 1, command: "tick", arguments: []))
    #expect(talk.say(.cancel(id: 2)).isEmpty)
    #expect(talk.say(.cancel(id: 1)).outcome == .cancelled)
  }

  @Test func onlyOneAnswerIsUnderWay() {
    var talk = Talk.begun()
    _ = talk.say(.request(id: 1, command: "tick", arguments: []))
    let heard = talk.say(.request(id: 2, command: "gone", arguments: []))
    #expect(heard == [.failure(id: 2, InspectionFailure(.busy, "another answer is under way"))])
  }

  @Test func anAnswerMayWait() {
    var talk = Talk.begun()
    let start = talk.now
    #expect(talk.say(.request(id: 1, command: "tick", arguments: [])).isEmpty)
    #expect(talk.core.next(at: start, clock: { start }) == .wait(until: start + .seconds(1)))
    talk.now = start + .seconds(1)
    #expect(talk.hear().rows == [[.instant(talk.now)]])
  }

  @Test func aHelloEndsWhateverWasUnderWay() {
    var talk = Talk.begun()
    _ = talk.say(.request(id: 1, command: "arm", arguments: [.text("to see")]))
    _ = talk.say(.request(id: 2, command: "tick", arguments: []))
    let heard = talk.say(.hello(version: 1, session: 6))
    guard case .welcome(let welcome) = heard.first else {
      Issue.record("no welcome: \(heard)")
      return
    }
    #expect(welcome.session == 6)
    talk.now = talk.now + .seconds(9)
    #expect(talk.hear().isEmpty)
    // And what the session before was allowed, this one is not.
    let change = ClientMessage.request(id: 3, command: "change", arguments: [.text("up")])
    #expect(talk.say(change).failure?.reason == .notArmed)
  }

  @Test func aByeEndsTheSession() {
    var talk = Talk.begun()
    _ = talk.say(.request(id: 1, command: "tick", arguments: []))
    #expect(talk.say(.bye).isEmpty)
    talk.now = talk.now + .seconds(9)
    #expect(talk.hear().isEmpty)
    #expect(talk.say(.request(id: 2, command: "gone", arguments: [])).isEmpty)
  }

  @Test func whatChangesSomethingMustBeArmedAndIsLogged() {
    var talk = Talk.begun()
    let change = ClientMessage.request(id: 1, command: "change", arguments: [.text("up")])
    #expect(talk.say(change).failure?.reason == .notArmed)
    #expect(talk.notes.lines.isEmpty)
    _ = talk.say(.request(id: 2, command: "arm", arguments: [.text("a leak")]))
    #expect(talk.say(change).rows == [[.text("up")]])
    _ = talk.say(.request(id: 3, command: "disarm", arguments: []))
    #expect(talk.say(change).failure?.reason == .notArmed)
    #expect(talk.notes.lines == ["armed: a leak", "changed by change up", "disarmed"])
    _ = talk.say(.request(id: 4, command: "arm", arguments: [.text("more")]), .bye)
    #expect(talk.notes.lines.suffix(2) == ["armed: more", "disarmed"])
  }

  @Test(
    arguments: [
      ("numbers", []), ("numbers", [.text("1")]), ("numbers", [.integer(1), .integer(2)]),
      ("numbers", [.none]), ("change", [.text("sideways")]),
      ("change", [.text("up"), .text("loud")]),
      ("gone", [.integer(1)]), ("arm", []),
    ] as [(String, [Cell])])
  func argumentsThatDoNotFitAreRefused(command: String, arguments: [Cell]) {
    var talk = Talk.begun()
    let heard = talk.say(.request(id: 1, command: command, arguments: arguments))
    #expect(heard.failure?.reason == .arguments)
    #expect(heard.count == 1)
  }

  @Test func failuresSayWhy() {
    var talk = Talk.begun()
    #expect(
      talk.say(.request(id: 1, command: "none", arguments: [])).failure?.reason == .unknownCommand)
    #expect(talk.say(.request(id: 1, command: "gone", arguments: [])).failure?.text == "it ended")
  }

  /// A client that asks without reading: what waits for it stays bounded.
  @Test func refusalsDoNotPileUp() {
    var talk = Talk.begun()
    let request = ClientMessage.request(id: 1, command: "none", arguments: []).frame.bytes
    for _ in 0..<1000 { talk.core.received(request, at: talk.now) }
    #expect(talk.hear().count == 8)
  }

  /// Fuzz: frames of a hostile client, some right, some changed, some garbage; the core answers a hello
  /// afterwards as if nothing had been.
  @Test(arguments: 0..<200)
  func hostileClientsAreSurvived(seed: Int) {
    var random = SystemRandomNumberGenerator.seeded(seed)
    var talk = Talk()
    let messages: [ClientMessage] = [
      .hello(version: 1, session: 1), .hello(version: 9, session: 1), .cancel(id: 1),
      .request(id: 1, command: "numbers", arguments: [.integer(300)]),
      .request(id: 1, command: "tick", arguments: []),
      .request(id: 1, command: "arm", arguments: [.text("x")]),
      .request(id: 2, command: "change", arguments: [.text("up"), .text("debug")]),
    ]
    for _ in 0..<200 {
      var bytes = messages[Int.random(in: messages.indices, using: &random)].frame.bytes
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[Int.random(in: bytes.indices, using: &random)] &+= 1
      case 1: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      default: break
      }
      talk.core.received(bytes, at: talk.now)
      talk.now = talk.now + .milliseconds(Int64.random(in: 0..<2000, using: &random))
      _ = talk.hear(Int.random(in: 0..<4, using: &random))
    }
    // What a cut frame still wants, and more than any answer has left.
    talk.core.received([UInt8](repeating: 0, count: 5000), at: talk.now)
    let heard = talk.say(.hello(version: 1, session: 1234))
    let isWelcome = heard.contains {
      if case .welcome(let it) = $0 { it.session == 1234 } else { false }
    }
    #expect(isWelcome, "seed \(seed)")
  }

  @Test(.enabled(if: Soak.isOn)) func hostileClientsAreSurvivedAtLength() async {
    await Soak.seeds { hostileClientsAreSurvived(seed: $0) }
  }
}

extension SystemRandomNumberGenerator {
  /// Repeatable.
  static func seeded(_ seed: Int) -> Repeatable { Repeatable(state: UInt64(seed) &* 977 &+ 1) }

  struct Repeatable: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state &* 0x2545_f491_4f6c_dd1d
    }
  }
}

import Build
import Configure
import Foundation
import Inspect
import InspectionProtocol
import Machines
import SeededNumbers
import TestImages
import Testing

/// The inspector of real images, on every target, through the relay that `mirador run` uses.
@Suite struct InspectorTests {
  @Test(arguments: Place.allCases)
  func everyCommandAnswers(place: Place) async throws {
    try await Inspected.running(place) { machine in
      let session = try machine.session()
      let names = session.commands.map(\.name)
      let expected = [
        "arguments", "boot", "build", "clock", "cpu", "devices", "heap", "levels", "logs",
        "metrics", "sizes", "tasks", "timers",
      ]
      #expect(Set(names).isSuperset(of: expected + ["arm", "disarm", "double", "level", "task"]))
      for name in expected {
        let answer = try machine.ask(session, name)
        #expect(answer.outcome == .complete)
        #expect(!answer.rows.isEmpty, "\(name) has nothing to say")
        // What a command declares is what it gives.
        for row in answer.rows {
          #expect(row.count == answer.declaration.columns.count, "\(name)")
          for (cell, column) in zip(row, answer.declaration.columns) where name != "metrics" {
            #expect(cell.type == nil || cell.type == column.type, "\(name) \(column.name)")
          }
        }
      }
      #expect(try machine.ask(session, "double", [.integer(21)]).rows == [[.integer(42)]])
      let arguments = try machine.ask(session, "arguments").rows
      #expect(arguments.contains([.text("crowd"), .text("3"), .text("boot")]))
      #expect(arguments.contains([.text("delay"), .text("0s"), .text("configured")]))
      let phases = try machine.ask(session, "boot").rows.map(\.first)
      #expect(phases.first == .text("arguments") && phases.last == .text("inspector"))
      // The main's task, the inspector's, and the crowd.
      #expect(try machine.ask(session, "tasks").rows.count >= 5)
      #expect(try machine.ask(session, "timers").rows.count >= 4)
    }
  }

  @Test(arguments: Place.allCases)
  func aLevelChangesWhatIsLogged(place: Place) async throws {
    try await Inspected.running(place) { machine in
      let session = try machine.session()
      let level: [Cell] = [.text("counting"), .text("debug")]
      #expect(throws: InspectionFailure.self) { try machine.ask(session, "level", level) }
      _ = try machine.ask(session, "arm", [.text("to hear more")])
      #expect(
        try machine.ask(session, "level", level).rows
          == [[.text("counting"), .text("info"), .text("debug")]])
      try await machine.waits(for: "whisper")
      #expect(machine.console.contains("armed: to hear more"))
      #expect(machine.console.contains("changed by level counting debug"))
    }
  }

  /// Off until somebody asks for it; from then on what is taken has a way that led to it.
  @Test(arguments: Place.allCases)
  func memoryIsTracedToWhoTookIt(place: Place) async throws {
    try await Inspected.running(place) { machine in
      let session = try machine.session()
      #expect(throws: InspectionFailure.self) { try machine.ask(session, "sites") }
      #expect(throws: InspectionFailure.self) { try machine.ask(session, "profile", [.integer(1)]) }
      _ = try machine.ask(session, "arm", [.text("to see who takes memory")])
      #expect(
        try machine.ask(session, "profile", [.integer(1)]).rows == [[.text("on"), .bytes(1)]])
      let sites = try machine.ask(session, "sites").rows
      #expect(!sites.isEmpty)
      for row in sites {
        guard case .stack(let frames) = row[3] else {
          Issue.record("\(row) has no stack")
          continue
        }
        #expect(!frames.isEmpty)
      }
      #expect(try machine.ask(session, "profile", [.integer(0)]).rows == [[.text("off"), .none]])
      #expect(throws: InspectionFailure.self) { try machine.ask(session, "sites") }
    }
  }

  /// Ten thousand tasks: all of them arrive, and the unikernel goes on counting meanwhile.
  @Test(arguments: Place.allCases)
  func aCrowdIsListed(place: Place) async throws {
    try await Inspected.running(place, crowd: 10_000) { machine in
      let session = try machine.session()
      let before = try machine.ticks(session)
      #expect(try machine.ask(session, "tasks").rows.count >= 10_002)
      #expect(try machine.ask(session, "timers").rows.count >= 10_001)
      // Until the machine's budget ends it, if it has stopped counting.
      while try machine.ticks(session) <= before { try await Task.sleep(for: .milliseconds(20)) }
    }
  }

  /// Garbage, changed frames, half frames, and clients that vanish; then an ordinary console.
  @Test(arguments: Place.allCases)
  func hostileClientsAreSurvived(place: Place) async throws {
    try await Inspected.running(place) { machine in
      for round in 0..<12 { try machine.send(Hostile.bytes(round)) }
      let session = try machine.session()
      let before = try machine.ticks(session)
      // Until the machine's budget ends it, if it has stopped counting.
      while try machine.ticks(session) <= before { try await Task.sleep(for: .milliseconds(20)) }
      #expect(!machine.console.contains("TRAP") && !machine.console.contains("PANIC"))
    }
  }

  /// One boot that hears hostile clients all the time, and an ordinary one now and then.
  @Test(.enabled(if: Soak.isOn), arguments: Place.allCases)
  func hostileClientsAreSurvivedAtLength(place: Place) async throws {
    try await Inspected.running(place, budget: Soak.duration + .seconds(300)) { machine in
      try await Soak.seeds { seed in
        try machine.send(Hostile.bytes(seed))
        if seed % 50 == 0 { try await goesOn(machine) }
      }
      try await goesOn(machine)
      #expect(!machine.console.contains("TRAP") && !machine.console.contains("PANIC"))
    }
  }

  /// An ordinary console is answered, and the unikernel counts. What others have sent before comes first, at the
  /// pace of a guest that gives its inspector a twentieth of its time.
  private func goesOn(_ machine: RunningMachine) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while true {
      do {
        let session = try machine.session()
        let before = try machine.ticks(session)
        while try machine.ticks(session) <= before {
          try await Task.sleep(for: .milliseconds(20))
        }
        return
      } catch InspectFailure.silent where ContinuousClock.now < deadline {
        continue
      }
    }
  }

  /// The page in the book is what a unikernel says of itself.
  @Test func theDocumentationListsTheCommands() async throws {
    try await Inspected.running(.unix) { machine in
      let page = try String(
        contentsOf: Behaviours.root.appending(path: "docs/inspector.md"), encoding: .utf8)
      let rows = try machine.session().commands.filter { $0.name != "double" }.map { command in
        "| `\(command.usage)` | \(command.help)\(command.tier == .armed ? " (armed)" : "") |"
      }
      #expect(
        rows.sorted()
          == page.split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("| `") && rows.contains($0)
          }.sorted())
      #expect(rows.count == 19)
    }
  }

  /// `inspector: false`, or nothing said: nothing of it is in the image.
  @Test(arguments: Target.allCases)
  func withoutItNothingOfItIsThere(target: Target) async throws {
    let with = try await Inspected.image(for: target)
    let without = try await Behaviours.image(for: target)
    func parts(_ image: Image) throws -> Int {
      let bytes = try Data(contentsOf: image.symbols)
      return ["9Inspector", "18InspectionProtocol"].reduce(0) { sum, word in
        sum + (bytes.range(of: Data(word.utf8)) == nil ? 0 : 1)
      }
    }
    #expect(try parts(with) == 2)
    #expect(try parts(without) == 0)
  }
}

/// The unikernel in Tests/Support/Inspected.
enum Inspected {
  static func image(for target: Target) async throws -> Image {
    try #require(try await images.value[target])
  }

  private static let images = Task {
    try await TestImages.build(
      copyOf: Behaviours.root.appending(path: "Tests/Support/Inspected"), in: "inspected")
  }

  /// Boots it, calls `body` when it counts, and ends it.
  static func running(
    _ place: Place, crowd: Int = 3, budget: Duration = Boots.patience,
    _ body: @escaping @Sendable (RunningMachine) async throws -> Void
  ) async throws {
    try await place.require()
    let image = try await image(for: place.target)
    let machine = try RunningMachine()
    var request = Boot(
      image.executable, target: place.target, symbols: image.symbols,
      accelerator: place.accelerator, memory: 64, arguments: ["--crowd=\(crowd)"],
      budget: budget)
    request.ports = [MachinePort(Unikernel.inspectorPort, .descriptor(machine.relay.machineEnd))]
    let boot = request
    try await Boots.berths.use {
      let running = Task {
        defer { machine.ended() }
        return try await Machine().boot(boot) { machine.append($0) }
      }
      defer { machine.relay.stop() }
      do {
        try await machine.waits(for: "counting")
        try await body(machine)
      } catch {
        running.cancel()
        _ = try? await running.value
        throw error
      }
      running.cancel()
      _ = try? await running.value
    }
  }
}

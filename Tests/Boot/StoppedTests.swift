import Foundation
import InspectionProtocol
import Introspection
import Machines
import Processes
import Testing

@testable import Inspect

/// Unikernels that cannot answer, looked at as `mirador console --stopped` does.
@Suite struct StoppedTests {
  // MARK: - One that never waits

  @Test(arguments: Place.allCases)
  func whatComputesIsNamedAndGoesOn(place: Place) async throws {
    let machine = try await StoppableBoot(place, "task-compute")
    try await machine.boot.waits(for: "turn 1.")
    let session = try machine.session()

    let functions = try await machine.functions(machine.ask(session, "backtrace"))
    #expect(functions.contains { $0.hasPrefix("Inspect.compute(_:)") }, "\(functions)")
    #expect(functions.contains { $0.hasPrefix("Inspect.last(_:)") }, "\(functions)")
    #expect(session.notes.first?.contains("stood still for") == true)
    #expect(session.state.hasPrefix("stopped "))

    let state = try machine.ask(session, "state").rows
    #expect([.text("running"), .text("waiting")].contains(state[0][0]))
    #expect(state[0][3] == .integer(12))

    let tasks = try machine.ask(session, "tasks").rows
    let names = tasks.map { row in row[2] }
    for name in ["sleeper", "detached", "waiter", "yielder", "stuck", "member", "trapper"] {
      #expect(names.contains(.text(name)), "\(names)")
    }
    #expect(tasks.filter { $0[3] == .text("running") }.map { $0[2] } == [.text("trapper")])
    #expect(tasks.filter { $0[3] == .text("ready") }.map { $0[2] } == [.text("yielder")])
    let sleepers = tasks.filter { row in
      if case .text(let text) = row[4] { text.hasPrefix("sleep") } else { false }
    }
    #expect(sleepers.count == 6)
    // Children are below their parents.
    #expect(tasks.filter { $0[2] == .text("member") }.map { $0[0] } == [.integer(1), .integer(1)])

    #expect(try machine.ask(session, "timers").rows.count == 6)
    let heap = try machine.ask(session, "heap").rows
    guard case .integer(let live) = heap[0][5] else { throw Unexpected() }
    #expect(live > 12)
    #expect(try !machine.ask(session, "sizes").rows.isEmpty)
    let logs = try machine.ask(session, "logs").rows
    guard case .text(let line)? = logs.last?.first else { throw Unexpected() }
    #expect(line.hasSuffix("INF [inspect] computing"))
    #expect(try machine.ask(session, "logs", [.integer(0)]).rows.isEmpty)

    let registers = try machine.ask(session, "registers").rows.map { $0[0] }
    for name in ["rip", "rsp", "rbp", "rax", "r15"] { #expect(registers.contains(.text(name))) }

    // It has gone on all the time.
    let seen = machine.boot.console.split(separator: ".").last { $0.contains("turn ") } ?? ""
    let turn = try #require(Int(seen.drop { !$0.isNumber }))
    try await machine.boot.waits(for: "turn \(turn + 2).")
    _ = try await machine.end()
  }

  /// A console that is killed while the machine stands still for it.
  @Test(arguments: Place.allCases)
  func whoeverLeavesTheMachineGoesOn(place: Place) async throws {
    let machine = try await StoppableBoot(place, "task-compute")
    try await machine.boot.waits(for: "turn 1.")
    var link: StopLink? = try StopLink(to: try #require(machine.instance.control))
    // What was on its way to us has come when it stands still for this long.
    try await Task.sleep(for: .milliseconds(200))
    let before = machine.boot.console
    try await Task.sleep(for: .milliseconds(200))
    #expect(machine.boot.console == before)
    #expect(link != nil)
    link = nil
    let turn = before.split(separator: "\n").count
    try await machine.boot.waits(for: "turn \(turn + 3).")
    _ = try await machine.end()
  }

  /// Where a host does not let the memory of virtual machines be read, the monitor copies it.
  @Test func aCopyOfItsMemoryTellsTheSame() async throws {
    let machine = try await StoppableBoot(.emulated, "task-compute", copies: true)
    try await machine.boot.waits(for: "turn 1.")
    let session = try machine.session()
    #expect(try machine.ask(session, "tasks").rows.count == 12)
    #expect(try machine.ask(session, "timers").rows.count == 6)
    let functions = try await machine.functions(machine.ask(session, "backtrace"))
    #expect(functions.contains { $0.hasPrefix("Inspect.compute(_:)") }, "\(functions)")
    _ = try await machine.end()
  }

  // MARK: - One that has crashed

  @Test(arguments: Place.allCases, ["task-trap", "task-panic"])
  func whatCrashedIsKept(place: Place, behaviour: String) async throws {
    let machine = try await StoppableBoot(place, behaviour, holds: true)
    #expect(try await machine.crashed() == "a trap or a panic")
    let session = try machine.session()
    #expect(try machine.ask(session, "state").rows[0][0] == .text("crashed"))
    #expect(session.state == "crashed")
    let functions = try await machine.functions(machine.ask(session, "backtrace"))
    let place = behaviour == "task-trap" ? "Inspect.trap(_:)" : "Inspect.last(_:)"
    #expect(functions.contains { $0.hasPrefix(place) }, "\(functions)")
    #expect(try machine.ask(session, "tasks").rows.count == 12)
    #expect(try !machine.ask(session, "heap").rows.isEmpty)
    if behaviour == "task-trap" {
      let log = try machine.ask(session, "logs").rows
      guard case .text(let line)? = log.last?.first else { throw Unexpected() }
      #expect(line.hasSuffix("before the trap"))
      // The registers are those that the unikernel itself has reported.
      let report = try #require(
        TrapReport(in: machine.boot.console.split(separator: "\n").map(String.init)))
      let told = report.registers.joined(separator: " ").split(separator: " ").map(String.init)
      let rip = try #require(told.firstIndex(of: "rip"))
      let rows = try machine.ask(session, "registers").rows
      #expect(rows.first { $0[0] == .text("rip") }?[2] == .text(told[rip + 1]))
    }
    let transcript = try #require(try await machine.end())
    #expect(transcript.ending == .exited(255))
    // Nothing is lost of the report, which has its names.
    #expect(try transcript.report().frames.contains { $0.contains("Inspect.") })
  }

  @Test(arguments: Place.allCases)
  func whatEndsInOrderIsNotKept(place: Place) async throws {
    let machine = try await StoppableBoot(place, "task-table", holds: true)
    let transcript = try await machine.boot.transcript()
    #expect(transcript.ending == .exited(0))
    _ = try await machine.end()
  }

  @Test(arguments: Place.allCases, [1, 2, 3])
  func aBrokenHeapIsRefused(place: Place, seed: Int) async throws {
    let machine = try await StoppableBoot(place, "task-broken-heap", "\(seed)", holds: true)
    _ = try await machine.crashed()
    let session = try machine.session()
    let heap = try #require(session.declaration("heap"))
    guard case .failure(let failure) = try session.run(heap, []) else { throw Unexpected() }
    #expect(failure.text.hasPrefix("the heap is broken: "))
    for name in ["tasks", "timers", "backtrace", "state", "logs", "sizes", "registers"] {
      let declaration = try #require(session.declaration(name))
      _ = try session.run(declaration, [])
    }
    _ = try await machine.end()
  }

  // MARK: - Memory that is not what it should be

  /// The walk over a real unikernel's memory with bytes changed at random: it finds what it finds, and comes
  /// to an end.
  @Test(arguments: [Place.unix, .emulated], 0..<4)
  func changedMemoryIsWalkedToTheEnd(place: Place, seed: Int) async throws {
    let machine = try await StoppableBoot(place, "task-trap", holds: true)
    _ = try await machine.crashed()
    let copy = try MemoryCopy(of: machine)
    _ = try await machine.end()
    #expect(copy.guest().tasks.count == 12 && copy.guest().heapFault == nil)
    var faults = 0
    for round in 0..<150 {
      let guest = copy.changed(seed: UInt64(seed * 1000 + round))
      for command in StoppedCommand.all {
        let arguments: [Cell] = command.declaration.name == "task" ? [.id(3)] : []
        guard case .success(let rows) = command.answer(guest, arguments) else { continue }
        let answer = ConsoleAnswer(
          declaration: command.declaration, rows: rows, outcome: .complete, work: 0)
        _ = answer.lines(Appearance(width: 80, isPlain: true, palette: .init(hasColour: false)))
        _ = answer.json()
      }
      if guest.heapFault != nil { faults += 1 }
    }
    #expect(faults > 0, "no change was noticed at all")
  }

  @Test func anotherImageIsRefused() async throws {
    let machine = try await StoppableBoot(.unix, "task-compute")
    try await machine.boot.waits(for: "turn 1.")
    var instance = machine.instance
    instance.symbols = try await Behaviours.image(for: .virtio).symbols.path
    let session = try StoppedSession(instance)
    let tasks = try #require(session.declaration("tasks"))
    #expect(throws: InspectFailure.image(Messages.otherImage(instance.symbols))) {
      _ = try session.run(tasks, [])
    }
    _ = try await machine.end()
  }

  // MARK: - The same commands

  /// What both know has the same arguments and columns, stopped or not.
  @Test(arguments: [Place.unix])
  func commandsAreThoseOfTheLiveConsole(place: Place) async throws {
    try await Inspected.running(place) { machine in
      let live = try machine.session().commands
      var common = 0
      for command in StoppedCommand.all.map(\.declaration) {
        guard let other = live.first(where: { $0.name == command.name }) else { continue }
        common += 1
        #expect(command.help == other.help && command.shape == other.shape)
        #expect(command.arguments == other.arguments && command.columns == other.columns)
      }
      #expect(common == 6)
    }
  }
}

private struct Unexpected: Error {}

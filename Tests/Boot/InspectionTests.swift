import Foundation
import Introspection
import Machines
import Processes
import Testing

/// What can be known about a unikernel: from inside, after a trap, and from outside while it hangs.
///
/// The layouts of tasks are those of one version of Swift's concurrency library; these tests fail when a
/// new one differs.
@Suite struct InspectionTests {
  // MARK: - From inside

  @Test(arguments: Place.allCases)
  func tasksOfEveryKindAreInTheTable(place: Place) async throws {
    let transcript = try await Boots.boot(place, "task-table")
    #expect(transcript.ending == .exited(0))
    #expect(
      transcript.texts == [
        "main waiting task of - for group",
        "sleeper waiting task of - for continuation sleeps",
        "detached waiting task of - for continuation sleeps",
        "waiter waiting task of - for task sleeper",
        "yielder ready task of - for continuation",
        "unnamed finished task of - frameless",
        "stuck waiting task of - for continuation cancelled",
        "unnamed waiting let of main for continuation sleeps",
        "member waiting member of main for continuation sleeps",
        "member waiting member of main for continuation sleeps",
        "trapper running member of main frameless",
        "unnamed waiting let of unnamed for continuation sleeps",
        "timers 6",
        "limited 3",
      ])
  }

  @Test(arguments: Place.allCases)
  func accountingCountsWhatRanWhileItWasOn(place: Place) async throws {
    let transcript = try await Boots.boot(place, "accounting")
    #expect(transcript.ending == .exited(0))
    #expect(
      transcript.texts == [
        "worker runs 1 busy true since true",
        "yielder runs 101 busy false since true",
        "late runs 0 busy false since false",
      ])
  }

  @Test(arguments: Place.allCases)
  func theHeapsFiguresFollowItsBlocks(place: Place) async throws {
    let transcript = try await Boots.boot(place, "heap-statistics")
    #expect(
      transcript.texts.filter { !$0.hasPrefix("large ") } == [
        "size 512", "live 1000", "freed 1000", "ever 1000", "water true", "peak true",
      ])
    let large = try transcript.value("large")
    #expect(Int(large) ?? 0 >= 1 << 20)
  }

  @Test(arguments: Place.allCases)
  func metricsAreUpdatedWithoutAllocating(place: Place) async throws {
    let transcript = try await Boots.boot(place, "metrics")
    #expect(try transcript.value("allocated") == "0")
    #expect(transcript.texts.contains("http_requests_total 100"))
    #expect(transcript.texts.contains("connections 0"))
    #expect(transcript.texts.contains(#"wait_seconds_bucket{le="0.01"} 11"#))
    #expect(transcript.texts.contains("wait_seconds_sum 4.95"))
    #expect(transcript.texts.contains(#"answers_total{method="GET",code="200"} 100"#))
    #expect(transcript.texts.contains(#"answers_total{method="a\"b\n",code="404"} 1"#))
  }

  @Test(arguments: Place.allCases)
  func whatHasLeakedIsToldWithItsSite(place: Place) async throws {
    let transcript = try await Boots.boot(place, "leak", "100")
    let lines = transcript.texts
    #expect(lines.first?.hasPrefix("heap ") == true)
    #expect(lines.contains { $0.hasPrefix("  size 1536: ") })
    let site = try #require(lines.firstIndex(of: "  site 15000 bytes in 10 blocks"), "\(lines)")
    let frames = lines[(site + 1)...].prefix { $0.hasPrefix("    at 0x") }
    #expect(frames.contains { $0.contains("  Inspect.leaky() at ") }, "\(frames)")
    #expect(lines.last == "after 0")
  }

  // MARK: - After a trap

  @Test(arguments: Place.allCases, ["task-trap", "task-panic"])
  func aReportNamesTheTaskAndShowsTheTree(place: Place, behaviour: String) async throws {
    let transcript = try await Boots.boot(place, behaviour, "8")
    let report = try transcript.report()
    #expect(transcript.ending == .exited(255))
    #expect(report.taskCount == 12 && report.tasks.count == 12)
    // The one that ran comes first.
    #expect(report.tasks.first?.name == "trapper" && report.runningTask?.name == "trapper")
    let main = try #require(report.tasks.first { $0.parent == nil && $0.id == 1 })
    #expect(report.runningTask?.parent == main.id)
    #expect(report.tasks.filter { $0.name == "member" }.map(\.parent) == [main.id, main.id])
    let sleeper = try #require(report.tasks.first { $0.name == "sleeper" })
    #expect(sleeper.places.contains { $0.hasPrefix("Inspect.rest(_:)") }, "\(sleeper.places)")
    #expect(sleeper.created?.contains("Inspect.tasks(_:)") == true, "\(sleeper)")
    #expect(report.tasks.first { $0.name == "waiter" }?.waitsFor == sleeper.id)
    #expect(report.tasks.first { $0.name == "stuck" }?.isCancelled == true)
    // The async let, and the one within it, below main.
    let nested = try #require(
      report.taskTree.firstIndex { $0.hasPrefix("    ") && $0.contains("sleepUntil") })
    #expect(report.taskTree[nested - 1].hasPrefix("  "))
    #expect(!report.tasks.flatMap(\.places).contains { $0.hasPrefix("0x") }, "\(report.tasks)")
  }

  @Test(arguments: Place.allCases)
  func aTrapLeavesRegistersAndTheLog(place: Place) async throws {
    let report = try await Boots.boot(place, "task-trap", "8").report()
    #expect(report.registers.count == 6)
    let words = report.registers.joined(separator: " ").split(separator: " ").map(String.init)
    #expect(words.count == 36 && words.first == "rax" && words.dropLast().last == "rsp")
    let values = Dictionary(
      uniqueKeysWithValues: stride(from: 0, to: words.count, by: 2).map {
        (words[$0], UInt64(words[$0 + 1].dropFirst(2), radix: 16))
      })
    // The instruction that wrote is the first frame's.
    let address = try #require(report.frames.first).dropFirst("  at 0x".count).prefix(16)
    #expect(values["rip"] == UInt64(address, radix: 16), "\(words)")
    #expect(report.log.count == 1)
    #expect(report.log.first?.hasSuffix(" INF [inspect] before the trap") == true, "\(report.log)")
  }

  /// Whatever is in the heap, a report comes to its end.
  @Test(arguments: Place.allCases, [1, 2, 3, 4])
  func aReportEndsOverABrokenHeap(place: Place, seed: Int) async throws {
    let transcript = try await Boots.boot(place, "task-broken-heap", "\(seed)")
    #expect(transcript.ending == .exited(255))
    let report = try transcript.report()
    #expect(report.headline == "TRAP page fault: write to 0x0000000000000008, a null pointer")
    #expect(transcript.texts.filter { $0.hasPrefix("TRAP ") || $0.hasPrefix("PANIC ") }.count == 1)
  }

  // MARK: - From outside

  @Test(arguments: Place.allCases)
  func aHungUnikernelTellsItsTasks(place: Place) async throws {
    let boot = try await LiveBoot(place, "task-hang")
    try await boot.waits(for: "spinning")
    let image = try await Behaviours.image(for: place.target)
    let symbols = try await Self.symbols(in: image.symbols)
    let memory = try StoppedMemory(boot, at: place, symbols: symbols)
    let heap = try #require(symbols[TaskTable.heapSymbol])
    let anchor = try #require(symbols[TaskTable.metadataSymbol])
    let metadata = try #require(memory.word(at: anchor))
    let tasks = TaskTable.snapshot(of: memory, heap: heap, metadata: metadata)
    let statistics = try #require(Heap.statistics(of: memory, heap: heap))
    let wrong = TaskTable.snapshot(of: memory, heap: heap + 8, metadata: metadata)
    memory.end()
    _ = try await boot.transcript()

    #expect(tasks.count == 12)
    #expect(tasks.filter { $0.state == .running }.map(\.name) == ["trapper"])
    #expect(
      tasks.compactMap(\.name) == [
        "sleeper", "detached", "waiter", "yielder", "stuck", "member", "member", "trapper",
      ])
    #expect(tasks.filter { $0.kind == .asyncLet }.count == 2)
    let sleeper = try #require(tasks.first { $0.name == "sleeper" })
    #expect(tasks.first { $0.name == "waiter" }?.cause == .task(sleeper.id))
    let names = await Symbolizer(base: Behaviours.root)
      .frames(at: sleeper.frames.map { UInt64($0) + 1 }, in: image.symbols)
    #expect(
      names.contains { $0.function?.hasPrefix("Inspect.rest(_:)") == true }, "\(names)")
    #expect(statistics.live > tasks.count && statistics.used <= statistics.reserved)
    #expect(statistics.reserved <= statistics.highWater && statistics.touched <= statistics.total)
    // The wrong roots find nothing, and do not trap.
    #expect(wrong.isEmpty)
  }

  /// Addresses of an image's symbols.
  private static func symbols(in elf: URL) async throws -> [String: UInt] {
    let program = try #require(SearchPath.environment.find("llvm-nm", beside: "swiftc"))
    let answer = try await Tool(program, [elf.path]).run()
    var symbols: [String: UInt] = [:]
    for line in answer.output.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 3, let address = UInt(words[0], radix: 16) {
        symbols[String(words[2])] = address
      }
    }
    return symbols
  }
}

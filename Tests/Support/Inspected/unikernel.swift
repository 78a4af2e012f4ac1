import Kernel

/// What the inspector's tests look into: it counts aloud, and a crowd sleeps beside it.
enum Inspected {
  static func start(console: any Console, clock: any MonotonicClock, crowd: Int) async {
    let log = Log("counting")
    let ticks = Counter("ticks", help: "How often it counted.")
    Inspector.register(
      InspectionCommand(
        CommandDeclaration(
          "double", help: "twice a number", explanation: "The application adds it to itself.",
          shape: .record,
          arguments: [CommandArgument("number", .integer, isRequired: true, help: "which")],
          columns: [Column("double", .integer)])
      ) { call in
        let number = call.integer(0) ?? 0
        return InspectionAnswer(rows: [[.integer(number &+ number)]])
      })
    for _ in 0..<crowd {
      Task { await rest(clock) }
    }
    console.print("counting")
    while true {
      ticks.increment()
      log.info("tick", ["count": .integer(Int(ticks.value))])
      log.debug("whisper")
      do { try await clock.sleep(for: .milliseconds(20)) } catch { return }
    }
  }

  private static func rest(_ clock: any MonotonicClock) async {
    do { try await clock.sleep(for: .seconds(3600)) } catch {}
  }
}

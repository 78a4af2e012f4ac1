import Kernel

/// A server without a network: one task reads lines, after random pauses, and another echoes them.
enum Echo {
  static func start(
    console: any Console, clock: any MonotonicClock, lines: Int, seed: Int
  ) async {
    // Room for one line: a reader that is faster than the server waits.
    let mailbox = Mailbox<String>(capacity: 1)
    async let reading: Void = read(lines, from: Source(seed: seed), on: clock, to: mailbox)
    for await line in mailbox { console.print(line) }
    await reading
    console.print("Finished")
  }

  /// Sends what arrives, and closes the mailbox behind it: so the server's loop ends.
  private static func read(
    _ lines: Int, from source: Source, on clock: any MonotonicClock, to mailbox: Mailbox<String>
  ) async {
    var source = source
    defer { mailbox.close() }
    for _ in 0..<lines {
      try? await clock.sleep(for: source.nextPause())
      // Nobody else closes the mailbox, and nobody cancels us.
      try? await mailbox.send(source.nextLine())
    }
  }
}

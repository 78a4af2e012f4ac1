// What Tests/Boot/PortTests lets an image do with its ports; the first boot argument says what.

import Kernel

enum Ports {
  static func start(
    console: any Console, clock: any MonotonicClock, arguments: [String], port: any BytePort,
    absent: any BytePort
  ) async throws(CancellationError) {
    // Bytes: String comparison brings tables that nothing else here needs.
    switch arguments.first.map({ Array($0.utf8) }) {
    case Array("echo".utf8): try await echo(console, port)
    case Array("absent".utf8): try await useAbsent(console, clock, absent)
    case Array("pressure".utf8): try await press(console, clock, port)
    case Array("cancel".utf8): await cancelReading(console, clock, port)
    case Array("wait".utf8): try await waitForAbsent(absent)
    case Array("farewell".utf8): try await sayFarewell(port)
    default: console.print("what?")
    }
  }

  /// Sends back what comes, until what comes ends with byte 4.
  private static func echo(
    _ console: any Console, _ port: any BytePort
  ) async throws(CancellationError) {
    console.print("ready")
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 3000, alignment: 1)
    while true {
      let count = try await port.read(into: buffer)
      guard count > 0 else {
        console.print("closed")
        continue
      }
      let isLast = buffer[count - 1] == 4
      if try await !port.write(UnsafeRawBufferPointer(rebasing: buffer[..<count])) {
        console.print("dropped")
      }
      if isLast { return }
    }
  }

  /// Waits for the host to be there, writes, and that is the end.
  private static func sayFarewell(_ port: any BytePort) async throws(CancellationError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
    _ = try await port.read(into: buffer)
    _ = try await port.write(bytes(20_000))
  }

  /// A port that no machine has: nobody takes what is written, and reading waits.
  private static func useAbsent(
    _ console: any Console, _ clock: any MonotonicClock, _ port: any BytePort
  ) async throws(CancellationError) {
    console.print("write \(try await port.write(bytes(10)))")
    await cancelReading(console, clock, port)
  }

  private static func waitForAbsent(_ port: any BytePort) async throws(CancellationError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 10, alignment: 1)
    _ = try await port.read(into: buffer)
  }

  private static func cancelReading(
    _ console: any Console, _ clock: any MonotonicClock, _ port: any BytePort
  ) async {
    let reader = Task { () -> Int in
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 10, alignment: 1)
      return (try? await port.read(into: buffer)) ?? -1
    }
    try? await clock.sleep(for: .milliseconds(20))
    reader.cancel()
    console.print("read \(await reader.value)")
  }

  /// Writes more than anybody buffers while the host does not read, then again while it does.
  private static func press(
    _ console: any Console, _ clock: any MonotonicClock, _ port: any BytePort
  ) async throws(CancellationError) {
    let writer = Task { () -> Bool in
      (try? await port.write(bytes(4 << 20))) ?? false
    }
    try await clock.sleep(for: .milliseconds(50))
    console.print("others run")
    console.print("written \(await writer.value)")
    // The host's end stays open until it has seen all.
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 10, alignment: 1)
    console.print("read \(try await port.read(into: buffer))")
  }

  /// 0, 1, 2, … modulo 251.
  private static func bytes(_ count: Int) -> UnsafeRawBufferPointer {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    for index in 0..<count { buffer[index] = UInt8(index % 251) }
    return UnsafeRawBufferPointer(buffer)
  }
}
